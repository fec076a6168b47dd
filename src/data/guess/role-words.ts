/** A word of a column's name, in English, Spanish, Portuguese and French, that speaks for a part. */
const words = {
  id: /(^|_)(id|uid|uuid|code|codigo|código|numero|número|record)($|_)/,
  image:
    /(image|img|file|filename|path|photo|picture|foto|imagen|imagem|fichier|archivo|arquivo|dicom)/,
  group:
    /(patient|subject|person|participant|lesion|paciente|sujeto|sujeito|persona|pessoa|participante|lesao|lesión|lésion|mrn|family|familia|eye_pair)/,
  label:
    /(^|_)(label|labels|class|classe|clase|dx|diagnosis|diagnostic|diagnostico|diagnóstico|target|outcome|kind|type|tipo|stage|severity|grade|grado|grau|grading|category|categoria|categoría|y|etiqueta|rotulo|rótulo|result|resultado|disease|enfermedad|doenca|doença|maladie)($|_)/,
  site: /(^|_)(site|hospital|centre|center|centro|clinic|clinica|clínica|city|municipality|municipio|município|ville|institution|camera|device|scanner)($|_)/,
  time: /(^|_)(date|time|year|day|week|fecha|data|semana|année|annee|timestamp|datetime)($|_)/,
  part: /(^|_)(split|part|fold|partition|subset|set|particion|partición|conjunto)($|_)/,
  later:
    /(dx_type|confirm|follow|treat|therap|surgery|outcome|histo|biops|patholog|billing|discharge|tratamiento|tratamento|traitement|seguimiento|seguimento|cirug|cirurg)/,
} as const;

export type RoleWord = keyof typeof words;

/** Whether a column's name speaks for a part; `later`: for something written once the answer was known. */
export function speaksFor(name: string, role: RoleWord): boolean {
  const plain = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s.\-/]+/g, '_');
  return words[role].test(plain);
}
