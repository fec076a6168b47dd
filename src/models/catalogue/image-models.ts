import { visionWork, type Work } from './cost.ts';
import { type CatalogueEntry, counted, countedSizes, listed } from './entry.ts';
import { apache2, ccByNc } from './licences.ts';

const image = {
  modality: 'image',
  format: 'onnx',
  inputSize: 224,
  maxTokens: null,
  normalized: false,
  evidence: 'hub page',
  pins: {},
  note: null,
} as const;

const classesNote =
  'this export ends in a classifier: its vector is the scores of the classes, not the features before them; export the features yourself where they matter (docs/models.md)';

/** Convolutional and windowed networks whose exports are classifiers. */
const classifier = { ...image, pooling: 'classes', note: classesNote } as const;

function published(architecture: Work['architecture'], gigaMultiplyAdds: number): readonly Work[] {
  return [{ per: 'image', architecture, multiplyAdds: gigaMultiplyAdds * 1e9 }];
}

const dinov2 = { ...image, pooling: 'cls', licence: apache2 } as const;

/** Encoders of pictures. Work of ConvNeXt V2, Swin and MobileNet: their papers' tables. */
export const imageModels: readonly CatalogueEntry[] = [
  {
    ...dinov2,
    id: 'facebook/dinov2-small',
    source: 'Xenova/dinov2-small',
    dimension: 384,
    parameters: 22.1,
    sizes: { fp32: listed(88.5), fp16: counted(22.1, 2), int8: listed(24.5) },
    pins: {
      fp32: {
        revision: '560a572cedd01ab59cf1a614c2d9673397b65ef2',
        files: {
          'onnx/model.onnx': '83141175ec78b4ff9a2bb58a4c7c264ba0054d1c2e122e5a8114b79a8d4179ea',
        },
      },
    },
    work: [visionWork({ layers: 12, width: 384, side: 224, patch: 14 })],
  },
  {
    ...dinov2,
    id: 'facebook/dinov2-base',
    source: 'Xenova/dinov2-base',
    dimension: 768,
    parameters: 86.6,
    sizes: { ...countedSizes(86.6), fp32: listed(347) },
    pins: {
      fp32: {
        revision: '31039eeb603df058f44c4e1cd25f6add34f48169',
        files: {
          'onnx/model.onnx': '2c7a813d6e0d25784d0c29227760b08cb72f2bee9d928da935a31480a649bbce',
        },
      },
    },
    work: [visionWork({ layers: 12, width: 768, side: 224, patch: 14 })],
    note: "the default of the paper's experiments",
  },
  {
    ...dinov2,
    id: 'facebook/dinov2-large',
    source: 'Xenova/dinov2-large',
    dimension: 1024,
    parameters: 304.4,
    sizes: { ...countedSizes(304.4), fp32: listed(1220), int8: listed(312) },
    work: [visionWork({ layers: 24, width: 1024, side: 224, patch: 14 })],
  },
  {
    ...dinov2,
    id: 'facebook/dinov2-giant',
    source: null,
    evidence: 'unverified',
    dimension: 1536,
    parameters: 1136.5,
    sizes: countedSizes(1136.5),
    work: [visionWork({ layers: 40, width: 1536, side: 224, patch: 14 })],
    note: "the paper's for BRSET with three classes; no ONNX export was found, so export it yourself (docs/models.md)",
  },
  {
    ...image,
    id: 'google/vit-base-patch16-224-in21k',
    source: 'Xenova/vit-base-patch16-224-in21k',
    dimension: 768,
    pooling: 'cls',
    licence: apache2,
    parameters: 86.4,
    sizes: { fp32: listed(343), fp16: listed(172), int8: listed(87.5) },
    work: [visionWork({ layers: 12, width: 768, side: 224, patch: 16 })],
    note: "the paper's model for training on raw pictures",
  },
  {
    ...classifier,
    id: 'facebook/convnextv2-tiny-1k-224',
    source: 'Xenova/convnextv2-tiny-1k-224',
    dimension: 1000,
    licence: ccByNc,
    parameters: 28.6,
    sizes: { fp32: listed(115), fp16: listed(57.6), int8: listed(29.5) },
    work: published('convnext', 4.47),
  },
  {
    ...classifier,
    id: 'facebook/convnextv2-base-1k-224',
    source: 'Xenova/convnextv2-base-1k-224',
    evidence: 'unverified',
    dimension: 1000,
    licence: ccByNc,
    parameters: 88.7,
    sizes: countedSizes(88.7),
    work: published('convnext', 15.4),
  },
  {
    ...classifier,
    id: 'facebook/convnextv2-large-1k-224',
    source: 'Xenova/convnextv2-large-1k-224',
    dimension: 1000,
    licence: ccByNc,
    parameters: 198,
    sizes: { fp32: listed(792), fp16: listed(396), int8: listed(201) },
    work: published('convnext', 34.4),
  },
  {
    ...classifier,
    id: 'microsoft/swin-tiny-patch4-window7-224',
    source: 'Xenova/swin-tiny-patch4-window7-224',
    dimension: 1000,
    licence: apache2,
    parameters: 28.3,
    sizes: { fp32: listed(116), fp16: listed(59.4), int8: listed(32.3) },
    work: published('swin', 4.5),
  },
  {
    ...classifier,
    id: 'microsoft/swin-small-patch4-window7-224',
    source: 'Xenova/swin-small-patch4-window7-224',
    dimension: 1000,
    licence: apache2,
    parameters: 49.6,
    sizes: { fp32: listed(204), fp16: listed(105), int8: listed(57.9) },
    work: published('swin', 8.7),
  },
  {
    ...classifier,
    id: 'microsoft/swin-base-patch4-window7-224',
    source: 'Xenova/swin-base-patch4-window7-224',
    dimension: 1000,
    licence: apache2,
    parameters: 87.8,
    sizes: { fp32: listed(358), fp16: listed(182), int8: listed(97.2) },
    work: published('swin', 15.4),
  },
  {
    ...classifier,
    id: 'google/mobilenet_v2_1.0_224',
    source: 'onnx-community/mobilenet_v2_1.0_224',
    dimension: 1001,
    licence: apache2,
    parameters: 3.5,
    sizes: countedSizes(3.5),
    work: published('mobilenet', 0.3),
  },
  {
    ...classifier,
    id: 'timm/mobilenetv3_small_075.lamb_in1k',
    source: 'onnx-community/mobilenetv3_small_075.lamb_in1k',
    dimension: 1000,
    licence: apache2,
    parameters: 2,
    sizes: countedSizes(2),
    work: published('mobilenet', 0.044),
  },
];
