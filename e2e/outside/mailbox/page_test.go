package mailbox_test

import (
	"net/http/httptest"
	"net/smtp"
	"strings"
	"testing"

	"sportello/e2e/outside/mailbox"
)

func TestThePageShowsLetters(t *testing.T) {
	box := mailbox.New(mailbox.Config{Stylesheets: []string{"/-/any/bundle.css"}})
	addr, err := box.Start("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { box.Close() })
	read := func(address string) string {
		w := httptest.NewRecorder()
		box.ServeHTTP(w, httptest.NewRequest("GET", address, nil))
		return w.Body.String()
	}
	if page := read("/dimostrazione/posta"); !strings.Contains(page, "DIMOSTRAZIONE") || !strings.Contains(page, "nessuna e-mail.") {
		t.Errorf("the empty page: %s", page)
	}
	for _, to := range []string{"teresa@esempio.it", "bruno@esempio.it"} {
		letter := "From: a@example.it\r\nTo: " + to + "\r\nSubject: =?utf-8?q?=3Cb=3ES=C3=AC=3C/b=3E?= per " + to + "\r\n\r\nIl codice.\r\n"
		if err := smtp.SendMail(addr, nil, "a@example.it", []string{to}, []byte(letter)); err != nil {
			t.Fatal(err)
		}
	}
	page := read("/dimostrazione/posta")
	if !strings.Contains(page, "&lt;b&gt;Sì&lt;/b&gt; per teresa@esempio.it") || strings.Index(page, "A: bruno") > strings.Index(page, "A: teresa") {
		t.Errorf("the page: %s", page)
	}
	if page := read("/dimostrazione/posta?per=bruno@esempio.it&lingua=en"); strings.Contains(page, "teresa") || !strings.Contains(page, "DEMONSTRATION") {
		t.Errorf("the page of one: %s", page)
	}
}
