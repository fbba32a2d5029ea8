package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Eval runs JavaScript in the page and gives its value; a promise is awaited. It works under a
// strict content policy and with scripts switched off.
func Eval[T any](tab *Tab, js string) T {
	tab.t.Helper()
	ctx, cancel := tab.limited()
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	tab.must("running "+short(js), err)
	return v
}

// Eval runs JavaScript for its effect.
func (tab *Tab) Eval(js string) {
	tab.t.Helper()
	Eval[chromedp.Void](tab, js)
}

func short(js string) string {
	js = strings.Join(strings.Fields(js), " ")
	if len(js) > 120 {
		return js[:120] + "…"
	}
	return js
}

// Click presses the left mouse button in the middle of the first element that css names, after
// scrolling it into view. It does not wait for what follows: see Loads and WaitFor.
func (tab *Tab) Click(css string) {
	tab.t.Helper()
	tab.do("clicking "+css, chromedp.Click(chromedp.CSS(css)))
}

// Fill replaces the text of a field by typing it, key by key. In a list of choices it types the
// start of the choice.
func (tab *Tab) Fill(css, text string) {
	tab.t.Helper()
	tab.do("waiting for "+css, chromedp.WaitVisible(chromedp.CSS(css)))
	empty := Eval[bool](tab, fmt.Sprintf(`(()=>{const e=document.querySelector(%s);e.focus();if(e.select)e.select();return !e.value||!e.select})()`, Quote(css)))
	if !empty {
		tab.Press("Backspace")
	}
	tab.Type(text)
}

// Type sends text as key presses to whatever has the focus.
func (tab *Tab) Type(text string) {
	tab.t.Helper()
	if text != "" {
		tab.do("typing", chromedp.KeyEvent(text))
	}
}

var keys = map[string]string{
	"Tab": kb.Tab, "Enter": kb.Enter, "Space": " ", "Escape": kb.Escape, "Backspace": kb.Backspace,
	"Delete": kb.Delete, "ArrowUp": kb.ArrowUp, "ArrowDown": kb.ArrowDown, "ArrowLeft": kb.ArrowLeft,
	"ArrowRight": kb.ArrowRight, "Home": kb.Home, "End": kb.End, "PageUp": kb.PageUp, "PageDown": kb.PageDown,
}

var modifiers = map[string]chromedp.Modifier{
	"Shift": chromedp.ModifierShift, "Control": chromedp.ModifierCtrl, "Alt": chromedp.ModifierAlt,
}

// Press presses one key, by its name: "Tab", "Enter", "Space", "Shift+Tab", "ArrowDown", "a".
func (tab *Tab) Press(key string) {
	tab.t.Helper()
	parts := strings.Split(key, "+")
	name := parts[len(parts)-1]
	code, known := keys[name]
	if !known && len([]rune(name)) != 1 {
		tab.t.Fatalf("browser: no key is called %q", key)
	}
	if !known {
		code = name
	}
	var held []chromedp.Modifier
	for _, p := range parts[:len(parts)-1] {
		m, ok := modifiers[p]
		if !ok {
			tab.t.Fatalf("browser: no key is called %q", key)
		}
		held = append(held, m)
	}
	tab.do("pressing "+key, chromedp.KeyEvent(code, chromedp.KeyModifiers(held...)))
}

// WaitFor waits until a JavaScript condition is true. It outlives page loads; after limit the test
// fails and shows the address and title that stood there instead.
func (tab *Tab) WaitFor(condition string, limit time.Duration) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, limit)
	defer cancel()
	tick := time.NewTicker(15 * time.Millisecond)
	defer tick.Stop()
	var last error
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if ok {
			return
		}
		if err != nil && ctx.Err() == nil {
			last = err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			where := Eval[string](tab, `location.href+" «"+document.title+"»"`)
			tab.t.Fatalf("browser: after %v it is still not true that %s (page %s, last error %v)", limit, short(condition), where, last)
		}
	}
}

// Title is the title of the page.
func (tab *Tab) Title() string {
	tab.t.Helper()
	return Eval[string](tab, "document.title")
}

// URL is the address of the page.
func (tab *Tab) URL() string {
	tab.t.Helper()
	return Eval[string](tab, "location.href")
}

// Text is the visible text of the first element that css names, with runs of white space as one
// space. It fails when there is none.
func (tab *Tab) Text(css string) string {
	tab.t.Helper()
	text := Eval[*string](tab, fmt.Sprintf(`(e=>e?e.innerText:null)(document.querySelector(%s))`, Quote(css)))
	if text == nil {
		tab.t.Fatalf("browser: nothing on the page is %s", css)
	}
	return strings.Join(strings.Fields(*text), " ")
}

// Has tells whether css names something on the page.
func (tab *Tab) Has(css string) bool {
	tab.t.Helper()
	return Eval[bool](tab, fmt.Sprintf(`!!document.querySelector(%s)`, Quote(css)))
}

// Focused names the element that has the focus: "#id", or the tag and the start of its text.
func (tab *Tab) Focused() string {
	tab.t.Helper()
	return Eval[string](tab, `(e=>!e||e===document.body?"":e.id?"#"+e.id:e.localName+":"+e.textContent.trim().slice(0,40))(document.activeElement)`)
}

// Screenshot writes a picture of the whole page, as PNG.
func (tab *Tab) Screenshot(path string) {
	tab.t.Helper()
	ctx, cancel := tab.limited()
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	tab.must("taking a picture", err)
	tab.must("making a folder", os.MkdirAll(filepath.Dir(path), 0o755))
	tab.must("writing a picture", os.WriteFile(path, png, 0o644))
}

// Quote writes text as a JavaScript string.
func Quote(text string) string {
	b, _ := json.Marshal(text)
	return string(b)
}
