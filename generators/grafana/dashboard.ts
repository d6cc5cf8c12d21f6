import {
  type Dashboard,
  DashboardCursorSync,
  type Panel,
  type RowPanel,
  type VariableModel,
} from '@grafana/schema';
import { dashboardLinks, tag } from './links.js';
import type { Block } from './panels/block.js';

/** Panels beside each other; their widths make up the whole line. */
export interface Line {
  readonly height: number;
  readonly blocks: readonly Block[];
}

/** Lines under a heading; the first section has none. */
export interface Section {
  readonly title?: string;
  readonly lines: readonly Line[];
}

export interface DashboardPlan {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly from: string;
  readonly refresh: string;
  readonly variables: VariableModel[];
  readonly sections: readonly Section[];
}

/**
 * The newest schema whose fields Grafana 9.0 knows. Later versions migrate it when they load it: the displayMode of
 * tables, for one.
 */
const schemaVersion = 36;

export function dashboard({
  uid,
  title,
  description,
  from,
  refresh,
  variables,
  sections,
}: DashboardPlan): Dashboard {
  return {
    uid,
    title,
    description,
    tags: [tag, 'aws-backup'],
    schemaVersion,
    version: 1,
    editable: false,
    graphTooltip: DashboardCursorSync.Crosshair,
    time: { from, to: 'now' },
    timezone: '',
    refresh,
    links: dashboardLinks,
    templating: { list: variables },
    annotations: { list: [] },
    panels: layOut(sections),
  };
}

/** The panel that an alert is about. */
export function panelOf(alert: string, sections: readonly Section[]): number | undefined {
  return placed(sections).find(({ block }) => block?.alerts.includes(alert))?.panel.id;
}

function layOut(sections: readonly Section[]): (Panel | RowPanel)[] {
  return placed(sections).map(({ panel }) => panel);
}

function placed(sections: readonly Section[]): { panel: Panel | RowPanel; block?: Block }[] {
  const panels: { panel: Panel | RowPanel; block?: Block }[] = [];
  let y = 0;
  for (const { title, lines } of sections) {
    if (title !== undefined) {
      panels.push({ panel: row(panels.length + 1, title, y) });
      y += 1;
    }
    for (const { height, blocks } of lines) {
      let x = 0;
      for (const block of blocks) {
        const gridPos = { x, y, w: block.width, h: height };
        panels.push({ block, panel: { id: panels.length + 1, gridPos, ...block.panel } });
        x += block.width;
      }
      y += height;
    }
  }
  return panels;
}

function row(id: number, title: string, y: number): RowPanel {
  return { type: 'row', id, title, gridPos: { x: 0, y, w: 24, h: 1 }, collapsed: false, panels: [] };
}
