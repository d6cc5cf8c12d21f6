type Resources = Record<string, string>;

/** autoscaling.k8s.io/v1, of which there are no published types. */
export interface IVerticalPodAutoscaler {
  apiVersion: 'autoscaling.k8s.io/v1';
  kind: 'VerticalPodAutoscaler';
  metadata: { name: string; namespace: string; labels: Record<string, string> };
  spec: {
    targetRef: { apiVersion: string; kind: string; name: string };
    recommenders?: { name: string }[];
    updatePolicy?: {
      updateMode?: 'Off' | 'Initial' | 'Recreate' | 'InPlaceOrRecreate' | 'Auto';
      minReplicas?: number;
    };
    resourcePolicy?: {
      containerPolicies?: {
        containerName?: string;
        mode?: 'Auto' | 'Off';
        minAllowed?: Resources;
        maxAllowed?: Resources;
        controlledResources?: ('cpu' | 'memory')[];
        controlledValues?: 'RequestsAndLimits' | 'RequestsOnly';
      }[];
    };
  };
}
