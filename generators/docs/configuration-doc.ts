import { listOptions, type Option } from '../../src/config/list-options.js';
import { configFile, overrides, usageOf } from '../../src/config/overrides.js';
import { configSchema } from '../../src/config/schema.js';
import { problemCodes } from '../../src/problems/problem-codes.js';
import { isDirectlyBelow } from '../is-directly-below.js';
import { markdownTable } from '../markdown-table.js';
import {
  aboutFile,
  aboutOmissions,
  aboutProblems,
  aboutReload,
  aboutSources,
  aboutTargets,
  aboutValues,
} from './configuration-chapters.js';

/** The reference of all options, in Markdown. */
export function renderConfigurationDoc(): string {
  const options = listOptions(configSchema);
  const sections = options.filter((option) => option.isSection);
  const parts = [
    '# Configuration',
    '<!-- Generated from src/config and generators/docs by `npm run generate`. -->',
    aboutFile,
    overrideTable(options),
    aboutValues,
    aboutTargets,
    aboutSources,
    aboutOmissions,
    aboutReload,
    '## Options',
    'An option without a default may be left out, unless it is required.',
    optionTable(options.filter((option) => !option.isSection && !option.path.includes('.'))),
    ...sections.flatMap((section) => sectionParts(section, options)),
    aboutProblems,
    markdownTable(
      ['Code', 'Meaning'],
      Object.entries(problemCodes).map(([code, meaning]) => [`\`${code}\``, meaning]),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function sectionParts(section: Option, options: readonly Option[]): string[] {
  const prefix = section.expects.startsWith('a list') ? `${section.path}[].` : `${section.path}.`;
  const own = options.filter(({ path, isSection }) => !isSection && isDirectlyBelow(path, prefix));
  return [`### \`${section.path}\``, section.description, ...(own.length > 0 ? [optionTable(own)] : [])];
}

function optionTable(options: readonly Option[]): string {
  const rows = options.map((option) => [
    `\`${option.path}\``,
    sentence(option.expects),
    option.defaultValue === undefined ? (option.isRequired ? 'required' : '') : `\`${option.defaultValue}\``,
    option.isSecret ? `${option.description} Secret: no message shows it.` : option.description,
  ]);
  return markdownTable(['Option', 'Value', 'Default', 'Meaning'], rows);
}

function overrideTable(options: readonly Option[]): string {
  const rows = overrides.map((override) => {
    const { path, variable } = override;
    const help = options.find((option) => option.path === path)?.description ?? '';
    return [`\`${usageOf(override)}\``, `\`${variable}\``, `\`${path}\``, help];
  });
  const file = [`\`${usageOf(configFile)}\``, `\`${configFile.variable}\``, ''];
  return markdownTable(
    ['Flag', 'Environment variable', 'Option', 'Meaning'],
    [[...file, configFile.help], ...rows],
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
