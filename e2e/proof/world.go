package proof

import (
	"context"
	"embed"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"sportello/e2e/browser"
)

// evalLimit is how long one question to a page may take on a busy machine.
const evalLimit = 30 * time.Second

// world is a JavaScript world of our own in the page: it shares the elements with the page, but no
// variables, and the content policy of the page does not bind it.
type world struct {
	tab *browser.Tab
	id  runtime.ExecutionContextID
}

//go:embed js/*.js
var parts embed.FS

// probe joins the parts of the probe to one script. base.js comes first.
var probe = sync.OnceValue(func() string {
	var b strings.Builder
	b.WriteString("(()=>{'use strict';\n")
	for _, name := range []string{"base", "colours", "targets", "layout", "settings", "focus", "changes"} {
		src, err := parts.ReadFile("js/" + name + ".js")
		if err != nil {
			panic(err) // embedded: cannot fail once it has compiled
		}
		b.Write(src)
	}
	b.WriteString("})();1")
	return b.String()
})

// enter makes the world and puts the probe into it.
func enter(tab *browser.Tab) *world {
	tab.Test().Helper()
	ctx, cancel := context.WithTimeout(tab.Context(), evalLimit)
	defer cancel()
	frame := cdp.FrameID(chromedp.FromContext(tab.Context()).Target.TargetID)
	res, err := chromedp.Call(ctx, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: frame, WorldName: "sportello-proof"})
	if err != nil {
		tab.Test().Fatalf("proof: entering the page: %v", err)
	}
	w := &world{tab: tab, id: res.ExecutionContextID}
	eval[any](w, probe())
	return w
}

func eval[T any](w *world, js string) T {
	w.tab.Test().Helper()
	ctx, cancel := context.WithTimeout(w.tab.Context(), evalLimit)
	defer cancel()
	in := func(p *runtime.EvaluateParams) { p.ContextID = w.id }
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, in, chromedp.EvalAwaitPromise))
	if err != nil {
		w.tab.Test().Fatalf("proof: asking the page %.80s: %v", js, err)
	}
	return v
}

// module reads a file that npm installed.
func module(tab *browser.Tab, name string) string {
	tab.Test().Helper()
	root, err := browser.Root()
	if err != nil {
		tab.Test().Fatalf("proof: %v", err)
	}
	src, err := os.ReadFile(filepath.Join(root, "node_modules", filepath.FromSlash(name)))
	if err != nil {
		tab.Test().Fatalf("proof: an engine is missing: run e2e/install.sh browser (%v)", err)
	}
	return string(src)
}
