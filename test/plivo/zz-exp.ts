import * as tls from 'node:tls'; import * as net from 'node:net';
import { readFileSync } from 'node:fs';
const cert=readFileSync('/work/main/test/plivo/tls/cert.pem','utf8'), key=readFileSync('/work/main/test/plivo/tls/key.pem','utf8');
import { createClient } from '/work/main/src/plivo/client.js';
const n={};
for (let i=0;i<20;i++){
const server=tls.createServer({cert,key,maxVersion:'TLSv1.2'},(s)=>{ s.on('error',()=>{}); });
await new Promise<void>(r=>server.listen(0,'127.0.0.1',r));
const socks=[];
const mid=net.createServer(c=>{socks.push(c);c.on('error',()=>{}); const o=net.connect((server.address() as any).port,'127.0.0.1'); o.on('error',()=>{}); c.pipe(o); let k=0; o.on('data',d=>{ c.write(++k===2?Buffer.concat([d,Buffer.from('garbage garbage garbage')]):d);});});
await new Promise<void>(r=>mid.listen(0,'127.0.0.1',r));
const t=performance.now();
const e=await createClient({origin:`https://127.0.0.1:${(mid.address() as any).port}`,credentials:{authId:'MA0123456789ABCDWXYZ',authToken:'tok3n123'},ca:cert,replyTimeoutMs:300}).makeCall({a:1});
const k=e.kind+' '+(e as any).problem; n[k]=(n[k]||0)+1;
for(const r of socks)r.destroy(); server.close(); mid.close();
}
console.log(n);
