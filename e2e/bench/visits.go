package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"sportello/e2e/browser"
	"sportello/e2e/house"
)

// The phone and the network of the design: slow 4G, and a processor four times slower than this one.
const (
	kbits, latencyMS, slower = 1600, 150, 4
	firstsEach               = 9 // of each, in turns: what is compared needs more than what is told
	repeatsEach              = 5
	formPage                 = "/servizi/telesoccorso/domanda/address"
	readingPage              = "/tasse/tari"
)

// visits measures what people wait for.
func visits() (rows []row, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	h, err := house.Start(ctx, house.Options{Demo: true, Residents: residents})
	if err != nil {
		return nil, err
	}
	defer h.Stop()
	client := h.Client()
	if err := h.SignIn(client, "teresa"); err != nil {
		return nil, err
	}
	still, err := newStill(client, h.URL, formPage)
	if err != nil {
		return nil, err
	}
	defer still.Close()
	err = onStand(func(t testing.TB) {
		b := browser.New(t)
		rows = append(rows, firstVisits(t, b, client, h.URL, strings.Replace(still.URL, "127.0.0.1", "localhost", 1))...)
		rows = append(rows, repeatVisits(t, b, client, h.URL)...)
	})
	return rows, err
}

// times are moments in a page, in milliseconds from the start of the navigation.
type times struct{ Visible, Usable, Awake, Answers float64 }

// firstTimes notes when something is seen, and when the field of the form takes text.
const firstTimes = `(() => {
	const times = self.benchTimes = {};
	new PerformanceObserver(l => { for (const e of l.getEntriesByName("first-contentful-paint")) times.Visible = e.startTime; }).observe({type: "paint", buffered: true});
	const look = () => {
		const field = document.querySelector("main form input:not([type=hidden])"), button = document.querySelector("main form button");
		if (field && button && times.Visible) {
			const had = field.value;
			field.focus();
			document.execCommand("insertText", false, "x");
			if (field.value !== had) { times.Usable = performance.now(); return; }
		}
		requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
})()`

// repeatTimes notes when something is seen, when the app has woken, and when a link that was followed then has
// been answered by it: another page, in the same document.
const repeatTimes = `(() => {
	const times = self.benchTimes = {};
	new PerformanceObserver(l => { for (const e of l.getEntriesByName("first-contentful-paint")) times.Visible = e.startTime; }).observe({type: "paint", buffered: true});
	let was;
	const look = () => {
		const h1 = document.querySelector("h1"), link = document.querySelector("header a[href='/pratiche']");
		if (!was && h1 && link && self.sportello && sportello.visit) {
			times.Awake = performance.now();
			was = h1.textContent;
			link.click();
		}
		if (was && h1 && h1.textContent !== was) { times.Answers = performance.now(); return; }
		requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
})()`

// firstVisits compares the form with the same form as a static file: a browser that was never here, in turns.
func firstVisits(t testing.TB, b *browser.Browser, signedIn *http.Client, ours, still string) []row {
	var visible, usable, stillVisible, stillUsable []float64
	for i := range firstsEach + 1 {
		fresh := firstVisit(t, b, signedIn, ours)
		fixed := firstVisit(t, b, signedIn, still)
		if i == 0 {
			continue // the static server learns its files
		}
		visible, usable = append(visible, fresh.Visible), append(usable, fresh.Usable)
		stillVisible, stillUsable = append(stillVisible, fixed.Visible), append(stillUsable, fixed.Usable)
	}
	compare := func(what string, ours, still []float64) row {
		ratio := median(ours) / median(still)
		return row{what: what, budget: "1.10 x", measured: fmt.Sprintf("%.2f x (%.0f/%.0f ms)", ratio, median(ours), median(still)), over: ratio > 1.1}
	}
	return []row{
		compare("first visit, slow 4G, CPU /4: content visible, against a file", visible, stillVisible),
		compare("first visit, slow 4G, CPU /4: form usable, against a file", usable, stillUsable),
	}
}

func firstVisit(t testing.TB, b *browser.Browser, signedIn *http.Client, base string) times {
	tab := b.Tab(t)
	defer tab.Close()
	enter(t, tab, signedIn, base)
	always(t, tab, firstTimes)
	tab.Throttle(kbits, latencyMS, slower)
	tab.Open(base + formPage)
	tab.WaitFor("benchTimes.Usable", time.Minute)
	return browser.Eval[times](tab, "benchTimes")
}

// repeatVisits opens a page again without a network, on a phone that has been here.
func repeatVisits(t testing.TB, b *browser.Browser, signedIn *http.Client, base string) []row {
	tab := b.Tab(t)
	enter(t, tab, signedIn, base)
	tab.Open(base + readingPage)
	tab.WaitFor("window.sportello && sportello.visit && navigator.serviceWorker.controller", time.Minute)
	tab.WaitFor(`performance.getEntriesByType("resource").some(r => r.name.endsWith("/v1/folder") && r.responseEnd)`, time.Minute)
	tab.Open(base + readingPage) // by now the worker sees the page, and keeps it
	tab.WaitFor("window.sportello && sportello.visit", time.Minute)
	always(t, tab, repeatTimes)
	tab.Throttle(0, 0, slower)
	tab.Offline(true)
	var visible, awake, answers []float64
	for range repeatsEach {
		tab.Open(base + readingPage)
		tab.WaitFor("benchTimes.Answers", time.Minute)
		got := browser.Eval[times](tab, "benchTimes")
		visible, awake, answers = append(visible, got.Visible), append(awake, got.Awake), append(answers, got.Answers)
	}
	return []row{
		{what: "repeat visit, no network, CPU /4: page visible", budget: "1000 ms", measured: milliseconds(median(visible)), over: median(visible) > 1000},
		{what: "repeat visit, no network, CPU /4: the app has woken", measured: milliseconds(median(awake)), told: true},
		{what: "repeat visit, no network, CPU /4: it answers a link", budget: "2500 ms", measured: milliseconds(median(answers)), over: median(answers) > 2500},
	}
}

// enter gives a browser the cookies of somebody who has signed in.
func enter(t testing.TB, tab *browser.Tab, signedIn *http.Client, base string) {
	at, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range signedIn.Jar.Cookies(&url.URL{Scheme: "http", Host: "localhost", Path: "/"}) {
		params := network.SetCookieParams{Name: c.Name, Value: c.Value, URL: at.String()}
		if _, err := chromedp.Call(tab.Context(), network.SetCookie, params); err != nil {
			t.Fatal(err)
		}
	}
}

// always runs a script before those of every page.
func always(t testing.TB, tab *browser.Tab, js string) {
	params := page.AddScriptToEvaluateOnNewDocumentParams{Source: js}
	if _, err := chromedp.Call(tab.Context(), page.AddScriptToEvaluateOnNewDocument, params); err != nil {
		t.Fatal(err)
	}
}
