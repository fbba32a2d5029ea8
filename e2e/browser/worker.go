package browser

import (
	"context"
	"errors"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// workers follows the service workers that belong to a tab, so that their errors and requests are
// seen and the lost network reaches them too.
type workers struct {
	tab *Tab

	mu    sync.Mutex
	state state
	live  map[target.ID]context.Context
}

// followWorkers starts to listen; it must run before the tab opens a page.
func (tab *Tab) followWorkers(b *Browser) *workers {
	tab.t.Helper()
	w := &workers{tab: tab, live: map[target.ID]context.Context{}}
	tab.must("listening to the browser", chromedp.ListenBrowser(tab.ctx, func(ev any) {
		switch ev := ev.(type) {
		case *target.EventTargetCreated:
			if ev.TargetInfo.Type == "service_worker" {
				go w.attach(ev.TargetInfo)
			}
		case *target.EventTargetDestroyed:
			w.forget(ev.TargetID)
		}
	}))
	return w
}

// attach joins a service worker of the same world as the tab. One that is gone again is no fault.
func (w *workers) attach(info *target.Info) {
	if !w.mine(info.BrowserContextID) {
		return
	}
	ctx, _ := chromedp.NewContext(w.tab.ctx, chromedp.WithTargetID(info.TargetID), chromedp.WithListener(w.tab.watch.event), chromedp.WithDetachOnCancel())
	if chromedp.Do(ctx) != nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.live[info.TargetID] = ctx
	_ = w.state.apply(caller(ctx))
}

func (w *workers) mine(id cdp.BrowserContextID) bool {
	info, err := targetOf(w.tab.ctx)
	return err == nil && info.BrowserContextID == id
}

func (w *workers) forget(id target.ID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.live, id)
}

// apply puts the state on every live worker and on those that start later.
func (w *workers) apply(s state) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state = s
	for id, ctx := range w.live {
		if err := s.apply(caller(ctx)); err != nil {
			if errors.Is(err, chromedp.ErrTargetDetached) {
				delete(w.live, id)
				continue
			}
			return err
		}
	}
	return nil
}

func caller(ctx context.Context) func(string, any) error {
	return func(method string, params any) error {
		limited, cancel := context.WithTimeout(ctx, actLimit)
		defer cancel()
		return chromedp.FromContext(ctx).Target.Call(limited, method, params, nil)
	}
}
