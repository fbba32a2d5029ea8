package proof

import (
	"strings"
	"sync"

	"sportello/e2e/browser"
)

const (
	axeFile = "axe-core/axe.min.js"
	ibmFile = "accessibility-checker-engine/ace.js"
)

// axeAsk asks every rule of the levels that we hold, and by name those that axe leaves off because they
// are of level AAA or new.
const axeAsk = `axe.run(document,{iframes:false,resultTypes:['violations','incomplete'],
runOnly:{type:'tag',values:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','wcag2aaa','best-practice']},
rules:Object.fromEntries(['target-size','color-contrast-enhanced','identical-links-same-purpose','focus-order-semantics',
'label-content-name-mismatch','css-orientation-lock','td-has-header','table-fake-caption','p-as-heading'].map(r=>[r,{enabled:true}]))})`

const axeRun = axeAsk + `.then(r=>[[r.violations,false],[r.incomplete,true]].flatMap(([l,note])=>l.flatMap(v=>v.nodes.map(n=>
({rule:'axe:'+v.id,where:sportelloProbe.whereCSS(n.target[0]),advice:v.help+'. '+(n.failureSummary||'').split('\n').slice(1).map(s=>s.trim()).join(' '),note})))))`

// axeIDs and ibmIDs give the rules that were asked, whether or not the page had anything for them.
const (
	axeIDs = axeAsk + `.then(r=>['violations','incomplete','passes','inapplicable'].flatMap(k=>r[k].map(v=>'axe:'+v.id)))`
	ibmIDs = `[...new Set(new ace.Checker().getGuidelines().filter(g=>['WCAG_2_2','IBM_Accessibility','EXTENSIONS'].includes(g.id))
.flatMap(g=>g.checkpoints.flatMap(c=>(c.rules||[]).map(r=>'ibm:'+r.id))))]`
)

// Asked gives the rules that the two engines ask of a page, as "axe:rule" and "ibm:rule".
func Asked(tab *browser.Tab) []string {
	tab.Test().Helper()
	w := enter(tab)
	eval[any](w, source(tab, axeFile)+"\n;1")
	eval[any](w, source(tab, ibmFile)+"\n;1")
	return append(eval[[]string](w, axeIDs), eval[[]string](w, ibmIDs)...)
}

// ibmRun keeps as faults only what the engine is sure of.
const ibmRun = `new ace.Checker().check(document,['WCAG_2_2','IBM_Accessibility','EXTENSIONS']).then(r=>
r.results.filter(x=>x.value[1]!=='PASS').map(x=>({rule:'ibm:'+x.ruleId,where:sportelloProbe.whereXPath(x.path.dom),advice:x.message,
note:!(x.value[0]==='VIOLATION'&&x.value[1]==='FAIL')})))`

// engines puts both engines into our world and asks them. Seen with the strict policy of the product:
// neither needs the page to allow anything. What they leave behind in the page is put back with the rest.
func (i *inspection) engines() {
	if !i.tab.Scripts() {
		eval[any](i.world, noTimers)
	}
	i.engine(axeFile, axeRun)
	i.engine(ibmFile, ibmRun)
}

// noTimers stands in for the timers that a page without scripts does not have: short waits become the
// next step, long ones (the engines use them to give up) never come.
const noTimers = `globalThis.setTimeout=(f,ms,...a)=>{if(!(ms>50))queueMicrotask(()=>f(...a));return 0};
globalThis.requestAnimationFrame=f=>{queueMicrotask(f);return 0};1`

func (i *inspection) engine(file, run string) {
	eval[any](i.world, source(i.tab, file)+"\n;1")
	i.found = append(i.found, eval[[]Finding](i.world, run)...)
}

// sources keeps what was read, as one test run inspects hundreds of pages.
var (
	sourcesMu sync.Mutex
	sources   = map[string]string{}
)

func source(tab *browser.Tab, file string) string {
	sourcesMu.Lock()
	defer sourcesMu.Unlock()
	if sources[file] == "" {
		sources[file] = strings.TrimSpace(module(tab, file))
	}
	return sources[file]
}
