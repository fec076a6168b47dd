/** Patches lie over the picture that they belong to. */
export const explanations = `.occlusion { position: relative; max-width: 20rem; }
.occlusion img { display: block; width: 100%; height: auto; }
.occlusion svg { width: 100%; max-width: none; }
.occlusion img + svg { position: absolute; inset: 0; height: 100%; }
`;
