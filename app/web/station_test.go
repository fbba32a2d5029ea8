package web_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"sportello/app/web"
)

// station is a host of a comune with a station, which lets in who says so in a header.
func station(t *testing.T) http.Handler {
	t.Helper()
	hall := &paper{}
	only := func(missing http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("X-Test") != "pagopa" {
				missing.ServeHTTP(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/xml")
		})
	}
	h, err := web.New(web.Config{Hall: hall, Server: hall, SignIn: &door{}, API: http.NotFoundHandler(), Assets: whole(t), Now: func() time.Time { return noon },
		NewID: func() string { return draftID }, Report: func(error) string { return "ABCD1234" }, Site: "https://sportello.example", Calendar: hall.Calendar,
		Ready: func(context.Context) error { return errors.New("away") }, Station: only})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestStation: pagoPA is no browser, and is let in as its own guard says; to anybody else there is nothing at all, also
// by the way it is said.
func TestStation(t *testing.T) {
	h := station(t)
	call := func(to http.Handler, path, who string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader("<x/>"))
		r.Header = http.Header{"Content-Type": {"text/xml"}, "X-Test": {who}}
		if who == "pagopa" { // what a proxy may add on the way
			r.Header.Set("Origin", "https://api.platform.pagopa.it")
		}
		w := httptest.NewRecorder()
		to.ServeHTTP(w, r)
		return w
	}
	if w := call(h, "/pagopa/paForNode", "pagopa"); w.Code != http.StatusOK || w.Header().Get("Content-Type") != "text/xml" {
		t.Errorf("pagoPA: status %d, %s", w.Code, w.Body)
	}
	unlike := regexp.MustCompile(`/pagopa/paFor[a-zA-Z]*`)
	nothing := call(h, "/pagopa/paForNodes", "")
	for about, w := range map[string]*httptest.ResponseRecorder{
		"a stranger":            call(h, "/pagopa/paForNode", ""),
		"with more at the end":  call(h, "/pagopa/paForNode/", "pagopa-"),
		"where nobody may call": call(host(t, &paper{}, &door{}), "/pagopa/paForNode", "pagopa-"),
		"a browser with a link": ask(h, "/pagopa/paForNode", nil),
		"a browser with a form": ask(h, "/pagopa/paForNode", map[string][]string{"x": {"y"}}),
	} {
		if w.Code != http.StatusNotFound || w.Header().Get("Content-Type") != nothing.Header().Get("Content-Type") {
			t.Errorf("%s: status %d, %s", about, w.Code, w.Header())
		}
		if about == "a stranger" && unlike.ReplaceAllString(w.Body.String(), "") != unlike.ReplaceAllString(nothing.Body.String(), "") {
			t.Errorf("what a stranger reads is not what stands where nothing is:\n%s\n%s", w.Body, nothing.Body)
		}
	}
}
