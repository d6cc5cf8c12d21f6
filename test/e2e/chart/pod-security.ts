type Json = Readonly<Record<string, unknown>>;

interface Container extends Json {
  readonly name: string;
  readonly securityContext?: SecurityContext;
  readonly ports?: readonly { readonly hostPort?: number }[];
}

interface SecurityContext extends Json {
  readonly allowPrivilegeEscalation?: boolean;
  readonly privileged?: boolean;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  readonly seccompProfile?: { readonly type: string };
  readonly procMount?: string;
}

export interface PodSpec extends Json {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Json[];
  readonly securityContext?: SecurityContext;
}

const allowedVolumes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** What the Pod Security Standard "restricted" refuses of a pod, in words. */
export function podSecurityProblems(pod: PodSpec): string[] {
  const host = ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => pod[field] === true);
  const volumes = (pod.volumes ?? []).filter(
    (volume) => !Object.keys(volume).some((key) => allowedVolumes.includes(key)),
  );
  const containers = [...(pod.initContainers ?? []), ...pod.containers];
  return [
    ...host,
    ...volumes.map((volume) => `volume ${String(volume['name'])}`),
    ...(pod.securityContext?.runAsUser === 0 ? ['pod: runAsUser 0'] : []),
    ...containers.flatMap((container) =>
      containerProblems(container, pod).map((problem) => `${container.name}: ${problem}`),
    ),
  ];
}

function containerProblems({ securityContext: own = {}, ports = [] }: Container, pod: PodSpec): string[] {
  const context = { ...pod.securityContext, ...own };
  const { drop = [], add = [] } = own.capabilities ?? {};
  const seccomp = context.seccompProfile?.type ?? '';
  return [
    ...(own.allowPrivilegeEscalation === false ? [] : ['allowPrivilegeEscalation']),
    ...(own.privileged ? ['privileged'] : []),
    ...(own.procMount && own.procMount !== 'Default' ? ['procMount'] : []),
    ...(drop.includes('ALL') ? [] : ['capabilities are not dropped']),
    ...add.filter((name) => name !== 'NET_BIND_SERVICE').map((name) => `capability ${name}`),
    ...(context.runAsNonRoot ? [] : ['runAsNonRoot']),
    ...(own.runAsUser === 0 ? ['runAsUser 0'] : []),
    ...(['RuntimeDefault', 'Localhost'].includes(seccomp) ? [] : ['seccompProfile']),
    ...(ports.some(({ hostPort }) => hostPort) ? ['hostPort'] : []),
  ];
}
