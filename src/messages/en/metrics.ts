/** The figures for Prometheus. */
export const metrics = {
  folder: ({ folder }: { folder: string }) => `${folder} is there for the figures`,
  noFolder: ({ folder }: { folder: string }) => `there is no folder ${folder}, so no figures are written`,
  noFolderHint: ({ folder }: { folder: string }) => `there: install prometheus-node-exporter, or: mkdir -p ${folder}`,
  folderMade: ({ folder }: { folder: string }) => `${folder} is made on both machines, for the figures`,
};
