package browser

import (
	"fmt"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// Request is one request that the page or its service worker made.
type Request struct {
	Method, URL string
	// Type is what Chromium calls it: Document, Stylesheet, Script, Fetch, Font, Image, Other.
	Type string
	// Status is 0 while there is no answer.
	Status int
	// FromWorker tells that a service worker gave the answer, not the network.
	FromWorker bool
	// Bytes is what came over the wire, headers included.
	Bytes int
	// Failed is the reason when no answer came.
	Failed string
}

// watch listens to one tab and its service workers.
type watch struct {
	workers *workers

	mu         sync.Mutex
	offline    bool
	requests   map[string]*Request
	order      []*Request
	complaints []string
	tolerated  []string
}

// event runs on the goroutine that reads the browser: it only notes things down.
func (w *watch) event(ev any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		w.complain(exception(ev.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if ev.Type == "error" || ev.Type == "assert" {
			w.complain("console: " + words(ev.Args))
		}
	case *log.EventEntryAdded:
		w.entry(ev.Entry)
	default:
		w.network(ev)
	}
}

func (w *watch) network(ev any) {
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		r := &Request{Method: ev.Request.Method, URL: ev.Request.URL, Type: string(ev.Type)}
		w.requests[string(ev.RequestID)] = r
		w.order = append(w.order, r)
	case *network.EventResponseReceived:
		if r := w.requests[string(ev.RequestID)]; r != nil {
			r.Status, r.FromWorker = int(ev.Response.Status), ev.Response.FromServiceWorker
		}
	case *network.EventLoadingFinished:
		if r := w.requests[string(ev.RequestID)]; r != nil {
			r.Bytes = int(ev.EncodedDataLength)
		}
	case *network.EventLoadingFailed:
		if r := w.requests[string(ev.RequestID)]; r != nil {
			r.Failed = ev.ErrorText
		}
	}
}

// entry notes what Chromium itself says in the console. A page that answers 404 or 422 on purpose is
// no fault (see Requests), and neither is anything that fails because the test cut the network.
func (w *watch) entry(e *log.Entry) {
	if e.Level != "error" {
		return
	}
	if e.Source == "network" {
		r := w.requests[string(e.NetworkRequestID)]
		if w.offline || (r != nil && r.Type == "Document") {
			return
		}
	}
	w.complain(fmt.Sprintf("%s: %s %s", e.Source, e.Text, e.URL))
}

func (w *watch) complain(text string) { w.complaints = append(w.complaints, text) }

func (w *watch) setOffline(off bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.offline = off
}

func exception(d *runtime.ExceptionDetails) string {
	text := d.Text
	if d.Exception != nil && d.Exception.Description != "" {
		text += " " + d.Exception.Description
	}
	return fmt.Sprintf("exception: %s %s:%d", text, d.URL, d.LineNumber+1)
}

func words(args []*runtime.RemoteObject) string {
	var out []string
	for _, a := range args {
		if a.Description != "" {
			out = append(out, a.Description)
			continue
		}
		out = append(out, strings.Trim(string(a.Value), `"`))
	}
	return strings.Join(out, " ")
}

// Complaints lists what went wrong in the page so far: exceptions, console errors, broken content
// policy, files that did not load. Any that is left at the end of the test fails it.
func (tab *Tab) Complaints() []string {
	tab.watch.mu.Lock()
	defer tab.watch.mu.Unlock()
	var out []string
	for _, c := range tab.watch.complaints {
		if !tab.watch.tolerates(c) {
			out = append(out, c)
		}
	}
	return out
}

// Tolerate lets pass the complaints that contain part, for a test that provokes them. Say why at the call.
func (tab *Tab) Tolerate(part string) {
	tab.watch.mu.Lock()
	defer tab.watch.mu.Unlock()
	tab.watch.tolerated = append(tab.watch.tolerated, part)
}

func (w *watch) tolerates(complaint string) bool {
	for _, part := range w.tolerated {
		if strings.Contains(complaint, part) {
			return true
		}
	}
	return false
}

// Requests lists what the page and its service worker asked for so far, oldest first.
func (tab *Tab) Requests() []Request {
	tab.watch.mu.Lock()
	defer tab.watch.mu.Unlock()
	out := make([]Request, len(tab.watch.order))
	for i, r := range tab.watch.order {
		out[i] = *r
	}
	return out
}

// ForgetRequests empties the list of Requests.
func (tab *Tab) ForgetRequests() {
	tab.watch.mu.Lock()
	defer tab.watch.mu.Unlock()
	tab.watch.order = nil
}

// Status is the HTTP status of the last page that loaded, 0 when there was none.
func (tab *Tab) Status() int {
	tab.watch.mu.Lock()
	defer tab.watch.mu.Unlock()
	for i := len(tab.watch.order) - 1; i >= 0; i-- {
		if r := tab.watch.order[i]; r.Type == "Document" && r.Status != 0 {
			return r.Status
		}
	}
	return 0
}
