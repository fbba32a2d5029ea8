package proof

import (
	"strings"
	"sync"

	"sportello/e2e/browser"
)

// axeRun asks every rule of the levels that we hold, and by name those that axe leaves off.
const axeRun = `axe.run(document,{iframes:false,resultTypes:['violations','incomplete'],
runOnly:{type:'tag',values:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','wcag2aaa','best-practice']},
rules:{'target-size':{enabled:true},'color-contrast-enhanced':{enabled:true},'identical-links-same-purpose':{enabled:true},'focus-order-semantics':{enabled:true}}})
.then(r=>[[r.violations,false],[r.incomplete,true]].flatMap(([l,note])=>l.flatMap(v=>v.nodes.map(n=>
({rule:'axe:'+v.id,where:sportelloProbe.whereCSS(n.target[0]),advice:v.help+'. '+(n.failureSummary||'').split('\n').slice(1).map(s=>s.trim()).join(' '),note})))))`

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
	i.engine("axe-core/axe.min.js", axeRun)
	i.engine("accessibility-checker-engine/ace.js", ibmRun)
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
