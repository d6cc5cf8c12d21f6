import { isDirectlyBelow } from '../is-directly-below.js';
import { markdownTable } from '../markdown-table.js';
import type { ChartValue } from './list-values.js';
import { aboutInstallation, aboutUpgrades, aboutValues } from './readme-chapters.js';

/** The README of the chart, in Markdown. */
export function renderChartReadme(values: readonly ChartValue[], description: string): string {
  const sections = values.filter(({ isSection }) => isSection);
  const parts = [
    '# restore-test-monitor',
    '<!-- Generated from values.yaml and generators/chart by `npm run generate`. -->',
    description,
    aboutInstallation,
    aboutValues,
    valueTable(values.filter(({ path, isSection }) => !isSection && !path.includes('.'))),
    ...sections.flatMap((section) => sectionParts(section, values)),
    aboutUpgrades,
  ];
  return `${parts.join('\n\n')}\n`;
}

function sectionParts({ path, description }: ChartValue, values: readonly ChartValue[]): string[] {
  const own = values.filter((value) => !value.isSection && isDirectlyBelow(value.path, `${path}.`));
  return [
    `### \`${path}\``,
    ...(description ? [description] : []),
    ...(own.length > 0 ? [valueTable(own)] : []),
  ];
}

function valueTable(values: readonly ChartValue[]): string {
  const rows = values.map(({ path, defaultValue, description }) => [
    `\`${path}\``,
    `\`${JSON.stringify(defaultValue)}\``,
    description,
  ]);
  return markdownTable(['Key', 'Default', 'Meaning'], rows);
}
