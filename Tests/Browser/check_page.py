#!/usr/bin/env python3
"""check_page.py: opens generated HTML in headless Chromium (Debian's) with the network off and reports
everything a self-contained report must not do, plus axe-core accessibility.

  python check_page.py [--out DIR] [--allow-console REGEX] [--no-axe] [--must-see TEXT]... FILE.html|DIR ...

Set-up (works offline afterwards; nothing is downloaded by playwright itself):
  apt-get install -y --no-install-recommends chromium fonts-dejavu-core poppler-utils
  python3 -m venv V && V/bin/pip install playwright axe-playwright-python html5lib   # the driver (node) and axe.min.js are inside the wheels
  V/bin/python check_page.py report.html
Never run 'playwright install': the browser is /usr/bin/chromium.
Exit status 0 = no failure; 1 = failures; 2 = could not run.  Last line: 'N passed, N failed'."""
import argparse, glob, json, os, re, subprocess, sys, time, urllib.parse
from playwright.sync_api import sync_playwright
import html5lib
CHROME=os.environ.get('CHROMIUM','/usr/bin/chromium')
# --no-sandbox is only needed as root; the flags stop Chromium's own background traffic
ARGS=['--no-sandbox','--disable-background-networking','--disable-component-update','--disable-domain-reliability','--no-first-run',
      '--disable-features=OptimizationHints,MediaRouter,Translate','--dns-prefetch-disable','--host-resolver-rules=MAP * ~NOTFOUND','--force-color-profile=srgb','--hide-scrollbars']
# console text that one cannot avoid on file:// (keep empty unless proven)
def axe_source():
    import axe_playwright_python as a
    return open(os.path.join(os.path.dirname(a.__file__),'axe.min.js'),encoding='utf8').read()
AXE_TAGS=['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']
PROBE=r'''() => { const out={}; const all=[...document.querySelectorAll('*')];
 const ids={}; for(const e of document.querySelectorAll('[id]')) ids[e.id]=(ids[e.id]||0)+1;
 out.dupIds=Object.keys(ids).filter(k=>ids[k]>1).slice(0,20);
 out.badFrag=[...document.querySelectorAll('a[href^="#"]')].map(a=>a.getAttribute('href')).filter(h=>h.length>1&&!document.getElementById(decodeURIComponent(h.slice(1)))).slice(0,20);
 out.links=[...new Set([...document.querySelectorAll('a[href],area[href],link[href],base[href]')].map(a=>a.getAttribute('href')).filter(h=>!h.startsWith('#')))];
 out.srcs=[...new Set([...document.querySelectorAll('[src],[srcset],[data],[poster],[action],[formaction],[background],[ping],[xlink\\:href],use[href],image[href]')].map(e=>['src','srcset','data','poster','action','formaction','background','ping','xlink:href','href'].map(n=>e.getAttribute(n)).filter(Boolean)).flat())];
 out.handlers=all.filter(e=>[...e.attributes].some(a=>/^on/i.test(a.name))).length;
 out.styleAttrs=document.querySelectorAll('[style]:not([style=""])').length;
 out.forbidden=[...new Set(all.map(e=>e.localName).filter(n=>['iframe','frame','object','embed','base','form','applet','portal','foreignobject','marquee'].includes(n.toLowerCase())))];
 out.metaRefresh=document.querySelectorAll('meta[http-equiv=refresh i]').length;
 out.csp=[...document.querySelectorAll('meta[http-equiv="Content-Security-Policy" i]')].map(m=>m.content)[0]||null;
 out.cspFirst=(()=>{const h=document.head; if(!h) return false; for(const e of h.children){ if(e.matches('meta[charset]')) continue; return e.matches('meta[http-equiv="Content-Security-Policy" i]'); } return false;})();
 out.lang=document.documentElement.lang; out.title=document.title; out.h1=document.querySelectorAll('h1').length; out.nodes=all.length; out.xss=!!window.__xss;
 out.overflow=document.documentElement.scrollWidth-document.documentElement.clientWidth;
 out.blankNoRel=[...document.querySelectorAll('a[target=_blank]')].filter(a=>!/noopener/.test(a.rel)).length;
 out.textLen=document.body.innerText.length; out.scripts=document.scripts.length; out.svgNoName=[...document.querySelectorAll('svg')].filter(s=>s.getAttribute('aria-hidden')!=='true'&&!s.getAttribute('aria-label')&&!s.getAttribute('aria-labelledby')&&!s.closest('[aria-hidden=true]')).length;
 return out; }'''
def url_of(f): return 'file://'+urllib.parse.quote(os.path.abspath(f))
def main():
    ap=argparse.ArgumentParser(); ap.add_argument('paths',nargs='+'); ap.add_argument('--out',default='check_out'); ap.add_argument('--no-axe',action='store_true')
    ap.add_argument('--allow-console',default=r'(?!x)x'); ap.add_argument('--must-see',action='append',default=[]); ap.add_argument('--max-load',type=float,default=5.0); ap.add_argument('--root')
    ap.add_argument('--allow-link',default=r'(?!x)x',help='regex of absolute URLs a report may link to'); a=ap.parse_args()
    files=[]
    for p in a.paths: files+= sorted(glob.glob(p+'/**/*.html',recursive=True)) if os.path.isdir(p) else [p]
    os.makedirs(a.out,exist_ok=True); root=os.path.abspath(a.root or (a.paths[0] if os.path.isdir(a.paths[0]) else os.path.dirname(os.path.abspath(a.paths[0]))))
    axe=None if a.no_axe else axe_source(); passed=failed=0; report={}
    with sync_playwright() as p:
        b=p.chromium.launch(executable_path=CHROME,args=ARGS)
        for f in files:
            bad=[]; info={}; me=url_of(f)
            def watch(pg,ev,tag):
                pg.on('console',lambda m: ev.append(f'{tag}: console {m.type}: {m.text[:200]}') if m.type in('error','warning') and not re.search(a.allow_console,m.text) else None)
                pg.on('pageerror',lambda e: ev.append(f'{tag}: uncaught {str(e)[:200]}')); pg.on('dialog',lambda d:(ev.append(f'{tag}: DIALOG {d.message[:80]}'),d.dismiss()))
                pg.on('popup',lambda q: ev.append(f'{tag}: POPUP {q.url[:120]}')); pg.on('download',lambda d: ev.append(f'{tag}: DOWNLOAD {d.url[:120]}')); pg.on('websocket',lambda w: ev.append(f'{tag}: WEBSOCKET {w.url[:120]}'))
                def req(r):
                    u=r.url
                    if u.startswith('data:') or u.startswith('blob:') or u.split('#')[0]==me: return
                    if u.startswith('file://') and os.path.abspath(urllib.parse.unquote(u[7:].split('#')[0].split('?')[0])).startswith(root+os.sep): info.setdefault('local_requests',[]).append(u[7:][-60:]); return
                    ev.append(f'{tag}: REQUEST {u[:160]}')
                pg.on('request',req)
                pg.on('framenavigated',lambda fr: ev.append(f'{tag}: NAVIGATED {fr.url[:120]}') if fr==pg.main_frame and fr.url.split('#')[0] not in(me,'about:blank') else None)
            # 1. strict pass, page's own CSP in force
            raw=open(f,'rb').read()
            try: raw.decode('utf8')
            except UnicodeDecodeError as e: bad.append(f'not UTF-8: {e}')
            if b'\x00' in raw: bad.append('NUL byte in file')
            if raw.startswith(b'\xef\xbb\xbf'): bad.append('BOM')
            if b'charset' not in raw[:1024].lower(): bad.append('no charset in first 1024 bytes')
            hp=html5lib.HTMLParser(strict=False); hp.parse(raw,transport_encoding='utf-8'); info['parse_errors']=len(hp.errors)
            for e in hp.errors[:5]: bad.append(f'html parse error {e[1]} at {e[0]}')
            for js,scheme,width,tag in((True,'light',1280,'js'),(False,'light',1280,'nojs'),(True,'dark',1280,'dark'),(True,'light',360,'narrow')):
                c=b.new_context(offline=True,java_script_enabled=js,color_scheme=scheme,viewport={'width':width,'height':900},reduced_motion='reduce',service_workers='block',locale='en-GB',timezone_id='UTC')
                pg=c.new_page(); ev=[]; watch(pg,ev,tag); t=time.time()
                try: pg.goto(me,wait_until='load',timeout=60000)
                except Exception as e: bad.append(f'{tag}: could not load {str(e)[:120]}'); c.close(); continue
                load=time.time()-t
                if js: pg.evaluate('new Promise(r=>requestAnimationFrame(()=>requestAnimationFrame(r)))')
                pg.wait_for_timeout(250)
                shot=os.path.join(a.out,os.path.basename(f)+f'.{tag}.png'); pg.screenshot(path=shot)
                txt=pg.locator('body').inner_text()
                for m in a.must_see:
                    if m not in txt and tag in('js','nojs'): bad.append(f'{tag}: text not visible: {m[:60]}')
                info[tag+'_text']=len(txt)
                if tag=='js':
                    info['load_s']=round(load,2); info['bytes']=len(raw)
                    if load>a.max_load: bad.append(f'load {load:.1f}s > {a.max_load}s')
                    q=pg.evaluate(PROBE); info.update(nodes=q['nodes'],csp=q['csp'],style_attrs=q['styleAttrs'],scripts=q['scripts'])
                    if q['xss']: bad.append('window.__xss was set: script injection')
                    if not q['csp']: bad.append('no meta CSP')
                    elif "default-src 'none'" not in q['csp'] or "'unsafe-inline'" in q['csp'] or "'unsafe-eval'" in q['csp']: bad.append('weak CSP: '+q['csp'][:120])
                    elif not q['cspFirst']: bad.append('CSP meta is not the first element after meta charset')
                    for k in('dupIds','badFrag','forbidden'):
                        if q[k]: bad.append(f'{k}: {q[k][:5]}')
                    for k in('handlers','styleAttrs','metaRefresh','blankNoRel','svgNoName'):
                        if q[k]: bad.append(f'{k}: {q[k]}')
                    if not q['lang'] or not q['title'].strip() or q['h1']!=1: bad.append(f"lang={q['lang']!r} title={q['title'][:40]!r} h1={q['h1']}")
                    for h in q['links']:
                        if re.match(r'[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\',h) :
                            if h.startswith('data:image/') or re.search(a.allow_link,h): continue
                            bad.append(f'external or scheme link: {h[:100]}')
                        else:
                            t2=os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(f)),urllib.parse.unquote(h.split('#')[0].split('?')[0])))
                            if h.split('#')[0] and not os.path.exists(t2): bad.append(f'broken relative link: {h[:100]}')
                    for s in q['srcs']:
                        if not s.startswith('data:image/') and not s.startswith('#') and re.match(r'[A-Za-z][A-Za-z0-9+.-]*:|//',s): bad.append(f'external resource: {s[:100]}')
                if js and tag=='narrow':
                    ov=pg.evaluate('document.documentElement.scrollWidth-document.documentElement.clientWidth')
                    if ov>1: bad.append(f'horizontal overflow {ov}px at 360px')
                if axe and js:
                    # page.evaluate is not subject to the page's CSP, so axe runs with the CSP in force
                    pg.evaluate(axe+'\n;0'); r=pg.evaluate('(tags)=>axe.run(document,{runOnly:{type:"tag",values:tags},resultTypes:["violations","incomplete"]})',AXE_TAGS)
                    info.setdefault('axe',{})[tag]={'violations':len(r['violations']),'incomplete':len(r['incomplete']),'passes':len(r['passes'])}
                    for v in r['violations']: bad.append(f"{tag}: axe {v['impact']} {v['id']}: {v['help']} x{len(v['nodes'])} e.g. {v['nodes'][0]['target']}")
                bad+=ev; c.close()
            # text parity: everything the JS page shows must be there without JS
            if info.get('nojs_text',0)<0.9*info.get('js_text',0): bad.append(f"no-JS page shows {info.get('nojs_text')} chars, JS page {info.get('js_text')}")
            # 2. print
            c=b.new_context(offline=True,java_script_enabled=False); pg=c.new_page(); pg.goto(me); pdf=os.path.join(a.out,os.path.basename(f)+'.pdf'); pg.pdf(path=pdf,format='A4',prefer_css_page_size=True,print_background=True,tagged=True); c.close()
            t=subprocess.run(['pdftotext','-layout',pdf,'-'],capture_output=True,text=True).stdout; info['pdf_pages']=t.count('\f'); info['pdf_text']=len(t)
            squash=lambda s: re.sub(r'\s+','',s)
            for m in a.must_see:
                if squash(m) not in squash(t): bad.append(f'print: text missing: {m[:60]}')
            report[f]={'fail':bad,'info':info}
            if bad: failed+=1
            else: passed+=1
            print(('FAIL ' if bad else 'ok   ')+f, json.dumps({k:info[k] for k in('bytes','load_s','nodes','pdf_pages','axe') if k in info}))
            for x in bad[:40]: print('     -',x)
        b.close()
    json.dump(report,open(os.path.join(a.out,'report.json'),'w'),indent=1)
    print(f'{passed} passed, {failed} failed'); return 1 if failed else 0
if __name__=='__main__': sys.exit(main())
