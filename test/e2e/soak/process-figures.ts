import { parseExposition, sum } from '../../integration/exposition-lines.js';

/** What a daemon tells of its process. */
export type ProcessFigures = Readonly<Record<keyof typeof metrics | 'series', number>>;

const metrics = {
  residentBytes: 'process_resident_memory_bytes',
  heapBytes: 'nodejs_heap_size_used_bytes',
  descriptors: 'process_open_fds',
  handles: 'nodejs_active_handles',
} as const;

export function processFigures(exposition: string): ProcessFigures {
  const samples = parseExposition(exposition);
  return {
    residentBytes: sum(samples, metrics.residentBytes),
    heapBytes: sum(samples, metrics.heapBytes),
    descriptors: sum(samples, metrics.descriptors),
    handles: sum(samples, metrics.handles),
    series: samples.size,
  };
}

/** The least of each figure: what is left when no poll is under way and the garbage is collected. */
export function leastOf(figures: readonly ProcessFigures[]): ProcessFigures {
  const least = (name: keyof ProcessFigures) => Math.min(...figures.map((one) => one[name]));
  return {
    residentBytes: least('residentBytes'),
    heapBytes: least('heapBytes'),
    descriptors: least('descriptors'),
    handles: least('handles'),
    series: least('series'),
  };
}
