package browser

import (
	"slices"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// state is what the tab pretends, so that it can be put on a service worker that starts later.
type state struct {
	offline   bool
	down, lag float64

	width, height, font int
	settings            []Media
	noScript            bool
}

// Media is one setting of a person's system that a page can ask about.
type Media struct{ feature, value string }

// The settings that the proofs use.
var (
	ForcedColors  = Media{"forced-colors", "active"}
	MoreContrast  = Media{"prefers-contrast", "more"}
	ReducedMotion = Media{"prefers-reduced-motion", "reduce"}
	DarkScheme    = Media{"prefers-color-scheme", "dark"}
)

// Emulate makes the system of the person so; no argument puts everything back. Each setting is sent
// every time: Chromium 156 forgets to end forced colours when it is only left out.
func (tab *Tab) Emulate(settings ...Media) {
	tab.t.Helper()
	tab.state.settings = settings
	var features []*emulation.MediaFeature
	for _, m := range []Media{ForcedColors, MoreContrast, ReducedMotion, DarkScheme} {
		f := &emulation.MediaFeature{Name: m.feature}
		if slices.Contains(settings, m) {
			f.Value = m.value
		}
		features = append(features, f)
	}
	call(tab, "emulating settings", emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
}

// Viewport sets the size of the window in CSS pixels. A new tab has 1280 × 1024.
func (tab *Tab) Viewport(width, height int) {
	tab.t.Helper()
	tab.state.width, tab.state.height = width, height
	tab.do("resizing", chromedp.EmulateViewport(int64(width), int64(height)))
}

// FontSize sets the text size that the person chose in the browser, in pixels; 16 is what browsers ship.
func (tab *Tab) FontSize(px int) {
	tab.t.Helper()
	tab.state.font = px
	size := int64(px)
	call(tab, "setting the text size", page.SetFontSizes, page.SetFontSizesParams{FontSizes: &page.FontSizes{Standard: size, Fixed: size * 13 / 16}})
}

// NoScript switches scripts off for the pages that load from now on.
func (tab *Tab) NoScript() {
	tab.t.Helper()
	tab.state.noScript = true
	call(tab, "switching scripts off", emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
}

// Scripts tells whether scripts may run in the tab.
func (tab *Tab) Scripts() bool { return !tab.state.noScript }

// Offline cuts the network of the page and of its service worker, or gives it back. The page sees
// navigator.onLine change and gets the event.
func (tab *Tab) Offline(off bool) {
	tab.t.Helper()
	tab.state.offline = off
	tab.watch.setOffline(off)
	tab.applyNetwork()
}

// Throttle slows the network (kbit/s each way, milliseconds before an answer starts) and the
// processor (times slower) of the page. Zeros mean full speed.
func (tab *Tab) Throttle(kbit, latencyMS int, cpu float64) {
	tab.t.Helper()
	tab.state.down, tab.state.lag = float64(kbit)*1000/8, float64(latencyMS)
	tab.applyNetwork()
	call(tab, "slowing the processor", emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: max(cpu, 1)})
}

func (tab *Tab) applyNetwork() {
	tab.t.Helper()
	ctx, cancel := tab.limited()
	defer cancel()
	tab.must("changing the network", tab.state.apply(func(method string, params any) error {
		return chromedp.FromContext(tab.ctx).Target.Call(ctx, method, params, nil)
	}))
	tab.must("changing the network of the service worker", tab.watch.workers.apply(tab.state))
}

// apply puts the state on one target.
func (s state) apply(call func(method string, params any) error) error {
	rate := s.down
	if rate == 0 {
		rate = -1
	}
	rule := &network.Conditions{Offline: s.offline, Latency: s.lag, DownloadThroughput: rate, UploadThroughput: rate}
	byRule := network.EmulateNetworkConditionsByRuleParams{EmulateOfflineServiceWorker: &s.offline, MatchedNetworkConditions: []*network.Conditions{rule}}
	if err := call(network.EmulateNetworkConditionsByRule.Method, byRule); err != nil {
		return err
	}
	seen := network.OverrideNetworkStateParams{Offline: s.offline, Latency: s.lag, DownloadThroughput: rate, UploadThroughput: rate}
	return call(network.OverrideNetworkState.Method, seen)
}

// call sends one protocol command to the page.
func call[P, R any](tab *Tab, doing string, cmd cdp.Command[P, R], params P) R {
	tab.t.Helper()
	ctx, cancel := tab.limited()
	defer cancel()
	res, err := chromedp.Call(ctx, cmd, params)
	tab.must(doing, err)
	return res
}
