package browser

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// actLimit is how long one action may take before the test fails.
const actLimit = 20 * time.Second

// Tab is one page a person looks at. Its methods end the test when they fail.
type Tab struct {
	t     testing.TB
	ctx   context.Context
	close context.CancelFunc
	watch *watch
	state state
}

// Tab opens a tab of its own world: no cookie, storage or service worker is shared with other tabs.
// It closes with the test.
func (b *Browser) Tab(t testing.TB) *Tab {
	t.Helper()
	return b.open(t, chromedp.WithNewBrowserContext())
}

// ProfileTab opens a tab that keeps its cookies and storage in the profile, so that they survive
// Kill and Reopen.
func (b *Browser) ProfileTab(t testing.TB) *Tab {
	t.Helper()
	return b.open(t)
}

func (b *Browser) open(t testing.TB, opts ...chromedp.ContextOption) *Tab {
	t.Helper()
	w := &watch{requests: map[string]*Request{}}
	ctx, cancel := chromedp.NewContext(b.root, append(opts, chromedp.WithListener(w.event))...)
	tab := &Tab{t: t, ctx: ctx, close: cancel, watch: w, state: state{font: 16}}
	tab.watch.workers = tab.followWorkers(b)
	tab.must("opening a tab", chromedp.Do(ctx))
	tab.Viewport(1280, 1024)
	// Several tabs live side by side, and each believes that it has the focus.
	call(tab, "giving the focus", emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	t.Cleanup(tab.finish)
	return tab
}

// finish reports what the page complained about and closes the tab.
func (tab *Tab) finish() {
	tab.t.Helper()
	alive := tab.ctx.Err() == nil
	if alive && tab.t.Failed() {
		tab.keepPicture()
	}
	for _, c := range tab.Complaints() {
		tab.t.Errorf("browser: the page complains: %s", c)
	}
	tab.close()
}

// keepPicture leaves a picture of a failed test in e2e/out.
func (tab *Tab) keepPicture() {
	root, err := Root()
	if err != nil {
		return
	}
	ctx, cancel := context.WithTimeout(tab.ctx, 5*time.Second)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		return
	}
	name := strings.NewReplacer("/", "_", " ", "_").Replace(tab.t.Name()) + ".png"
	file := filepath.Join(root, "e2e", "out", name)
	if os.MkdirAll(filepath.Dir(file), 0o755) == nil && os.WriteFile(file, png, 0o644) == nil {
		tab.t.Logf("browser: the page at the end of the test is in e2e/out/%s", name)
	}
}

// Root is the folder of the repository, found from the working folder upwards.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; dir != "/"; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
	}
	return "", fmt.Errorf("no go.mod above the working folder")
}

func (tab *Tab) must(doing string, err error) {
	tab.t.Helper()
	if err != nil {
		tab.t.Fatalf("browser: %s: %v", doing, err)
	}
}

// limited is the tab's context for one action.
func (tab *Tab) limited() (context.Context, context.CancelFunc) {
	return context.WithTimeout(tab.ctx, actLimit)
}

// do runs steps that give nothing back.
func (tab *Tab) do(doing string, steps ...chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	ctx, cancel := tab.limited()
	defer cancel()
	tab.must(doing, chromedp.Do(ctx, steps...))
}

// Context is the chromedp context of the tab, for protocol commands that this package has no word for.
func (tab *Tab) Context() context.Context { return tab.ctx }

// Test is the test that the tab belongs to.
func (tab *Tab) Test() testing.TB { return tab.t }

// Open goes to an address, given in full, and waits until the page has loaded.
func (tab *Tab) Open(url string) {
	tab.t.Helper()
	tab.do("opening "+url, chromedp.Navigate(url))
}

// Reload loads the page again.
func (tab *Tab) Reload() {
	tab.t.Helper()
	tab.do("loading again", chromedp.Reload())
}

// Back goes one page back, as the button of the browser does. It does not wait for what follows.
func (tab *Tab) Back() {
	tab.t.Helper()
	tab.Eval("history.back()")
}

// Loads does something that makes the browser load a page, and waits until it has loaded.
func (tab *Tab) Loads(act func()) {
	tab.t.Helper()
	ctx, cancel := tab.limited()
	defer cancel()
	loaded := chromedp.Events(ctx, page.LoadEventFired)
	act()
	for _, err := range loaded {
		tab.must("waiting for the next page", err)
		return
	}
	tab.must("waiting for the next page", ctx.Err())
}

// Close closes the tab before the end of the test.
func (tab *Tab) Close() { tab.close() }

// targetOf reads which browser context a tab lives in.
func targetOf(ctx context.Context) (*target.Info, error) {
	res, err := chromedp.Call(ctx, target.GetTargetInfo, target.GetTargetInfoParams{})
	if err != nil {
		return nil, err
	}
	return res.TargetInfo, nil
}
