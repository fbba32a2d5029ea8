package browser_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sportello/e2e/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; img-src 'self'"

const formPage = `<!doctype html><html lang="it"><title>Modulo</title>
<h1 id="h">Come si chiama?</h1>
<form action="/grazie" method="post"><label for="nome">Nome</label><input id="nome" name="nome" value="vecchio">
<label for="via">Via</label><select id="via"><option>Umberto I</option><option>Vignoli</option></select>
<button id="avanti">Avanti</button></form><a id="giu" href="/grazie">Oltre</a>
<noscript><p id="senza">Senza script</p></noscript><p id="stato">in linea</p><script src="/app.js"></script>`

const appScript = `window.keys=[];addEventListener('keydown',e=>keys.push(e.key));
addEventListener('offline',()=>stato.textContent='fuori linea');addEventListener('online',()=>stato.textContent='in linea');
if(navigator.serviceWorker)navigator.serviceWorker.register('/sw.js')`

// The worker answers pages from its cache when the network is gone, and says what the network said to it.
const workerScript = `addEventListener('install',e=>e.waitUntil(caches.open('v').then(c=>c.addAll(['/','/app.js','/favicon.ico'])).then(()=>skipWaiting())));
addEventListener('activate',e=>e.waitUntil(clients.claim()));
addEventListener('fetch',e=>{const p=new URL(e.request.url).pathname;
if(p==='/through')e.respondWith(fetch('/network').then(r=>r.text()).catch(()=>'no network').then(t=>new Response(t)));
else e.respondWith(fetch(e.request.clone()).catch(()=>caches.match(e.request)))})`

func site(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	serve := func(path, kind, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Security-Policy", policy)
			w.Header().Set("Content-Type", kind)
			fmt.Fprint(w, body)
		})
	}
	serve("/{$}", "text/html; charset=utf-8", formPage)
	serve("/app.js", "text/javascript", appScript)
	serve("/sw.js", "text/javascript", workerScript)
	serve("/favicon.ico", "image/x-icon", "")
	serve("/network", "text/plain", "from the network")
	serve("/wrong", "text/html", `<!doctype html><html lang="it"><title>x</title><h1>x</h1><script>1</script><script src="/none.js"></script><script src="/throws.js"></script>`)
	serve("/throws.js", "text/javascript", `console.error("oh no",7);throw new Error("thrown")`)
	mux.HandleFunc("/grazie", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><html lang="it"><title>Grazie</title><h1>Grazie %s</h1><p id="lang">%s</p>`, r.FormValue("nome"), r.Header.Get("Accept-Language"))
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

func TestAPersonFillsAForm(t *testing.T) {
	tab := browser.Shared(t).Tab(t)
	tab.Open(site(t) + "/")
	if got := tab.Title(); got != "Modulo" {
		t.Errorf("title %q", got)
	}
	tab.Fill("#nome", "Ada")
	if keys := browser.Eval[[]string](tab, "keys"); strings.Join(keys, "") != "BackspaceAda" {
		t.Errorf("keys the page saw: %q", keys)
	}
	tab.Press("Tab")
	if got := tab.Focused(); got != "#via" {
		t.Errorf("after Tab the focus is on %s", got)
	}
	tab.Fill("#via", "Vig")
	if got := browser.Eval[string](tab, "via.value"); got != "Vignoli" {
		t.Errorf("choice typed with keys: %q", got)
	}
	tab.Press("Shift+Tab")
	if got := tab.Focused(); got != "#nome" {
		t.Errorf("after Shift+Tab the focus is on %s", got)
	}
	tab.Loads(func() { tab.Click("#avanti") })
	if got := tab.Text("h1"); got != "Grazie Ada" {
		t.Errorf("h1 %q", got)
	}
	if got := tab.Text("#lang"); !strings.HasPrefix(got, "it") {
		t.Errorf("the browser asked for language %q", got)
	}
	if tab.Status() != 200 {
		t.Errorf("status %d", tab.Status())
	}
	posted := func(r browser.Request) bool { return r.Method == "POST" && r.Type == "Document" && r.Status == 200 }
	if !slices.ContainsFunc(tab.Requests(), posted) {
		t.Errorf("no form was posted: %+v", tab.Requests())
	}
}

func TestTabsShareNothing(t *testing.T) {
	url := site(t)
	one, two := browser.Shared(t).Tab(t), browser.Shared(t).Tab(t)
	one.Open(url + "/")
	two.Open(url + "/")
	one.Eval(`localStorage.setItem("a","1")`)
	if browser.Eval[*string](two, `localStorage.getItem("a")`) != nil {
		t.Error("storage leaked from one tab to another")
	}
}

func TestWithoutScripts(t *testing.T) {
	tab := browser.Shared(t).Tab(t)
	tab.NoScript()
	tab.Open(site(t) + "/")
	if got := tab.Text("#senza"); got != "Senza script" {
		t.Errorf("noscript text %q", got)
	}
	tab.Fill("#nome", "Ugo")
	tab.Loads(func() { tab.Press("Enter") })
	if got := tab.Text("h1"); got != "Grazie Ugo" {
		t.Errorf("h1 %q", got)
	}
}

func TestOfflineReachesPageAndWorker(t *testing.T) {
	tab := browser.Shared(t).Tab(t)
	tab.Open(site(t) + "/")
	tab.WaitFor("navigator.serviceWorker.controller", 10*time.Second)
	through := `fetch('/through').then(r=>r.text())`
	if got := browser.Eval[string](tab, through); got != "from the network" {
		t.Fatalf("the worker got %q", got)
	}
	tab.Offline(true)
	tab.WaitFor(`stato.textContent=="fuori linea"`, 5*time.Second)
	if got := browser.Eval[string](tab, through); got != "no network" {
		t.Errorf("offline, the worker still got %q", got)
	}
	tab.Reload()
	if got := tab.Text("h1"); got != "Come si chiama?" {
		t.Errorf("offline, the page shows %q", got)
	}
	if browser.Eval[bool](tab, "navigator.onLine") {
		t.Error("after loading again the page believes it is online")
	}
	tab.Offline(false)
	tab.WaitFor(`stato.textContent=="in linea"&&navigator.onLine`, 5*time.Second)
	if got := browser.Eval[string](tab, through); got != "from the network" {
		t.Errorf("online again, the worker got %q", got)
	}
}

func TestComplaintsAreCollected(t *testing.T) {
	tab := browser.Shared(t).Tab(t)
	tab.Open(site(t) + "/wrong")
	tab.WaitFor("document.readyState=='complete'", time.Second)
	all := strings.Join(tab.Complaints(), "\n")
	for _, want := range []string{"Content Security Policy", "none.js", "console: oh no 7", "thrown"} {
		if !strings.Contains(all, want) {
			t.Errorf("nothing about %q in:\n%s", want, all)
		}
	}
	tab.Tolerate("") // the page is wrong on purpose
	if left := tab.Complaints(); len(left) != 0 {
		t.Errorf("tolerated complaints came back: %q", left)
	}
}

func TestEmulation(t *testing.T) {
	tab := browser.Shared(t).Tab(t)
	tab.Open(site(t) + "/")
	ask := `['(forced-colors: active)','(prefers-contrast: more)','(prefers-reduced-motion: reduce)'].map(q=>matchMedia(q).matches).join()`
	tab.Emulate(browser.ForcedColors, browser.MoreContrast, browser.ReducedMotion)
	if got := browser.Eval[string](tab, ask); got != "true,true,true" {
		t.Errorf("emulated: %s", got)
	}
	tab.Emulate()
	if got := browser.Eval[string](tab, ask); got != "false,false,false" {
		t.Errorf("put back: %s", got)
	}
	tab.Viewport(320, 256)
	if got := browser.Eval[int](tab, "innerWidth"); got != 320 {
		t.Errorf("width %d", got)
	}
	tab.FontSize(32)
	if got := browser.Eval[string](tab, "getComputedStyle(document.body).fontSize"); got != "32px" {
		t.Errorf("text size %s", got)
	}
	tab.Throttle(1600, 150, 4)
	start := time.Now()
	tab.Reload()
	if took := time.Since(start); took < 150*time.Millisecond {
		t.Errorf("a slow network answered in %v", took)
	}
	file := filepath.Join(t.TempDir(), "a", "page.png")
	tab.Screenshot(file)
	if head, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(head), "\x89PNG") {
		t.Errorf("no picture: %v", err)
	}
}

func TestStorageOutlivesAKill(t *testing.T) {
	url := site(t)
	b := browser.New(t)
	tab := b.ProfileTab(t)
	tab.Open(url + "/")
	// IndexedDB with strict durability is on disk before the promise resolves.
	tab.Eval(`new Promise((ok,no)=>{const o=indexedDB.open('d',1);o.onupgradeneeded=()=>o.result.createObjectStore('s');
		o.onsuccess=()=>{const x=o.result.transaction('s','readwrite',{durability:'strict'});x.objectStore('s').put('salvata','k');x.oncomplete=ok;x.onerror=no}})`)
	pid := b.PID()
	b.Kill(t)
	b.Reopen(t)
	if b.PID() == pid {
		t.Fatal("the same process is still there")
	}
	again := b.ProfileTab(t)
	again.Open(url + "/")
	got := browser.Eval[string](again, `new Promise((ok,no)=>{const o=indexedDB.open('d',1);o.onsuccess=()=>{const r=o.result.transaction('s').objectStore('s').get('k');r.onsuccess=()=>ok(r.result)};o.onerror=no})`)
	if got != "salvata" {
		t.Errorf("after the kill the phone has %q", got)
	}
}
