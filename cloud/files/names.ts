/** Where a picture lies in the storage: as it is, and cut for a share card. */
export const nameOf = (key: string): string => `${key}.jpg`;
export const cardNameOf = (key: string): string => `${key}.card.jpg`;
