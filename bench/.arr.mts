import { readFileSync, readdirSync } from 'node:fs';
import { openPicturePool } from '../src/encode/picture-pool.ts';
import { preprocessRules } from '../src/encode/preprocess-rules.ts';
const d='/work/shared/data/ham10000/images/';const m='/work/shared/models/mobilenetv2-int8';
const files=readdirSync(d).sort().filter((_,i)=>i%33===0).map(f=>readFileSync(d+f));
const rules=preprocessRules(JSON.parse(readFileSync(m+'/preprocessor_config.json','utf8')),'');
const recipe={kind:'vision' as const,model:m+'/onnx/model_quantized.onnx',rules,pooling:'cls' as const,output:null,threads:1};
const V:any={};for(const chunk of [1,2,4,8,16])V['c'+chunk]=await openPicturePool({recipe,decode:{},workers:2,chunk});
async function run(e:any){const B=64;let next=0;await Promise.all([0,1].map(async()=>{for(;;){const from=next;next+=B;if(from>=files.length)return;await e.encode(files.slice(from,from+B));}}));}
for(const k in V)await run(V[k]);
const W:any={},C:any={};for(const k in V){W[k]=[];C[k]=[];}
for(let r=0;r<7;r++)for(const k in V){const c0=process.cpuUsage();const t=performance.now();await run(V[k]);W[k].push((performance.now()-t)/files.length);const c=process.cpuUsage(c0);C[k].push((c.user+c.system)/1000/files.length);}
const med=(x:number[])=>[...x].sort((a,b)=>a-b)[x.length>>1];
for(const k in V)console.log(k,'wall med',med(W[k]).toFixed(2),'min',Math.min(...W[k]).toFixed(2),'cpu med',med(C[k]).toFixed(2),'min',Math.min(...C[k]).toFixed(2));
process.exit(0);
