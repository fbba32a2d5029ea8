package heard

import (
	"context"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/remote"
)

// line is the browser's line to the network. What it has joined it keeps until the test ends: a cut ends with the
// one that made it, and only that one can end it before.
type line struct {
	p      *path
	ctx    context.Context
	joined map[target.ID]context.Context
}

// plug joins the browser that the person uses.
func plug(p *path) *line {
	p.t.Helper()
	address, err := p.DevTools()
	if err != nil {
		p.t.Fatal(err)
	}
	all, hangUp := remote.NewAllocator(context.Background(), address)
	p.t.Cleanup(hangUp)
	root, leave := chromedp.NewContext(all)
	p.t.Cleanup(leave)
	return &line{p, root, map[target.ID]context.Context{}}
}

// awake waits until the phone answers pages by itself.
func (l *line) awake() {
	l.p.t.Helper()
	l.until("self.sportello && self.sportello.visit && self.sportello.page.kept")
}

// until waits until a condition of the page is true.
func (l *line) until(condition string) {
	l.p.t.Helper()
	ctx, cancel := context.WithTimeout(l.targets("page")[0], load)
	defer cancel()
	for {
		yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if yes {
			return
		}
		if ctx.Err() != nil {
			l.p.t.Fatalf("after %v it is still not true that %s (%v)", load, condition, err)
		}
		time.Sleep(20 * time.Millisecond) // between two looks; nothing counts on its length
	}
}

// targets are the pages or workers of the browser that are ours.
func (l *line) targets(kinds ...string) (all []context.Context) {
	l.p.t.Helper()
	infos, err := chromedp.Targets(l.ctx)
	if err != nil {
		l.p.t.Fatalf("asking the browser: %v", err)
	}
	for _, kind := range kinds {
		for _, one := range infos {
			if one.Type != kind {
				continue
			}
			all = append(all, l.join(one))
		}
	}
	return all
}

// join gives the one connection to a page or worker.
func (l *line) join(one *target.Info) context.Context {
	l.p.t.Helper()
	if ctx, known := l.joined[one.TargetID]; known {
		return ctx
	}
	ctx, _ := chromedp.NewContext(l.ctx, chromedp.WithTargetID(one.TargetID), chromedp.WithDetachOnCancel())
	if err := chromedp.Do(ctx); err != nil {
		l.p.t.Fatalf("joining %s: %v", one.URL, err)
	}
	l.joined[one.TargetID] = ctx
	return ctx
}

// cut takes the network from the page and from its worker, or gives it back.
func (l *line) cut(off bool) {
	l.p.t.Helper()
	rule := &network.Conditions{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}
	for _, ctx := range l.targets("service_worker", "page") {
		_, err := chromedp.Call(ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
			EmulateOfflineServiceWorker: &off, MatchedNetworkConditions: []*network.Conditions{rule}})
		if err == nil {
			_, err = chromedp.Call(ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{
				Offline: off, DownloadThroughput: -1, UploadThroughput: -1})
		}
		if err != nil {
			l.p.t.Fatalf("changing the network: %v", err)
		}
	}
}
