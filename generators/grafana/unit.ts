/** Ids of the value formats of Grafana that the dashboards use. */
export type Unit =
  | 'none'
  | 'short'
  | 'percentunit'
  | 'bytes'
  | 's'
  | 'reqps'
  | 'ops'
  | 'bool_yes_no'
  | 'dateTimeAsIso';
