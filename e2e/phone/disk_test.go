package phone_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sportello/api/command"
	"sportello/e2e/browser"
)

func TestNothingPlainOnTheDisk(t *testing.T) {
	s := open(t)
	s.drafted(t, draft)
	dir := t.TempDir()
	b := browser.New(t, browser.Profile(dir))
	tab := b.ProfileTab(t)
	s.enter(tab, "ada", "/pratiche")
	ready(tab)
	tab.Open(s.URL + base + "/notes")
	ready(tab)
	tab.Offline(true)
	tab.Fill("#notes", "parola nascosta qui")
	tab.Click("#main button")
	tab.WaitFor("location.pathname.endsWith('/controlla')", soon)
	if got := states(tab); !strings.HasSuffix(got, " waiting") {
		t.Fatalf("outbox %q", got)
	}
	secrets := []string{"parola nascosta", "via Segreta", "Carla Neri", "NRADAA40A41I625S"}
	found := browser.Eval[[]string](tab, fmt.Sprintf(`new Promise(done=>{const r=indexedDB.open('sportello');r.onsuccess=async()=>{
		const found=[];let seen=0;const bytes=v=>v instanceof ArrayBuffer?new TextDecoder('latin1').decode(v):v instanceof Uint8Array||v instanceof CryptoKey?'':
			v&&typeof v==='object'?Object.entries(v).map(([k,x])=>k+' '+bytes(x)).join(' '):String(v);
		for(const name of r.result.objectStoreNames){const s=r.result.transaction(name).objectStore(name);
			const all=await new Promise(ok=>{const q=s.getAll();q.onsuccess=()=>ok(q.result)}),keys=await new Promise(ok=>{const q=s.getAllKeys();q.onsuccess=()=>ok(q.result)});
			for(const v of [...all,...keys]){seen++;for(const w of %s)if(bytes(v).includes(w))found.push(name+': '+w)}
			for(const v of all)if(v instanceof CryptoKey&&v.extractable)found.push('a key that can be read out')}
		if(seen<8)found.push('only '+seen+' records');done(found)}})`, quoted(secrets)))
	if len(found) != 0 {
		t.Errorf("to be read without the key: %q", found)
	}
	b.Kill(t)
	files := 0
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.Contains(name, "IndexedDB") && !strings.Contains(name, "Service Worker") {
			return err
		}
		data, err := os.ReadFile(name)
		files++
		for _, secret := range secrets {
			if strings.Contains(string(data), secret) {
				t.Errorf("%s holds %q", strings.TrimPrefix(name, dir), secret)
			}
		}
		return err
	})
	if err != nil || files == 0 {
		t.Errorf("read %d files: %v", files, err)
	}
}

func quoted(texts []string) string {
	raw, _ := json.Marshal(texts) // texts always marshal
	return string(raw)
}

// A flat battery at the worst moments: before sending, while the town hall is working, after it has answered
// and before the answer came. Each time the application is there once, with one number.
func TestKilledAtAnyMoment(t *testing.T) {
	moments := []struct {
		name  string
		fault func(release chan struct{}) fault
	}{
		{"before sending", nil},
		{"while it is under way", func(release chan struct{}) fault { return fault{hold: release} }},
		{"when the answer was lost", func(chan struct{}) fault { return fault{lose: true} }},
	}
	for _, m := range moments {
		t.Run(m.name, func(t *testing.T) {
			s := open(t)
			s.drafted(t, draft)
			b := browser.New(t)
			tab := b.ProfileTab(t)
			s.enter(tab, "ada", base+"/controlla")
			ready(tab)
			tab.Tolerate("net::ERR_") // cut on purpose
			tab.Tolerate("the outbox is sent later")
			release := make(chan struct{})
			if m.fault == nil {
				tab.Offline(true)
			} else {
				s.goesWrong(func(command.Command) fault { return m.fault(release) })
			}
			tab.Click("#main form button")
			tab.WaitFor("location.pathname.startsWith('/pratiche/')&&document.querySelector('#titolo')", soon)
			if got := tab.Text("#main"); strings.Contains(got, "2026/00") {
				t.Errorf("the page speaks of a protocol number that nobody gave: %s", got)
			}
			b.Kill(t)
			close(release)
			s.goesWrong(nil)
			b.Reopen(t)
			again := b.ProfileTab(t)
			s.enter(again, "ada", "/pratiche/"+draft) // a browser that was killed may have lost the newest cookie
			again.WaitFor("document.querySelector('#main').innerText.includes('2026/0000001')", soon)
			if got := s.applications(ada); len(got) != 1 || s.filed != 1 {
				t.Errorf("%d applications, %d numbers given", len(got), s.filed)
			}
		})
	}
}
