package heard

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"sportello/api/folder"
	"sportello/e2e/house"
)

// other is somebody elsewhere in the town of a path, with a program instead of a browser.
type other struct {
	t      testing.TB
	town   *house.House
	client *http.Client
}

// other signs a persona in.
func (p *path) other(who string) other {
	p.t.Helper()
	o := other{p.t, p.town, p.town.Client()}
	if err := p.town.SignIn(o.client, who); err != nil {
		p.t.Fatal(err)
	}
	return o
}

// send asks for an operation of /v1 and gives its answer. mandate is empty in one's own matters.
func (o other) send(method, path, mandate, subject, body string, key ...string) []byte {
	o.t.Helper()
	r, err := http.NewRequest(method, o.town.URL+path, strings.NewReader(body))
	if err != nil {
		o.t.Fatal(err)
	}
	r.Header.Set("Sportello-Subject", subject)
	r.Header.Set("Idempotency-Key", append(key, uuid.NewString())[0])
	if mandate != "" {
		r.Header.Set("Sportello-Mandate", mandate)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	answer, err := o.client.Do(r)
	if err != nil {
		o.t.Fatal(err)
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= 300 || strings.Contains(string(said), `"refused"`) {
		o.t.Fatalf("%s %s: %d %s %v", method, path, answer.StatusCode, said, err)
	}
	return said
}

// folder is what the person may read under a mandate.
func (o other) folder(mandate string) folder.Folder {
	o.t.Helper()
	var f folder.Folder
	if err := json.Unmarshal(o.send("GET", "/v1/folder", mandate, "", ""), &f); err != nil {
		o.t.Fatal(err)
	}
	return f
}

// folderOf is what the person at the keyboard may read under a mandate.
func (p *path) folderOf(mandate string) folder.Folder {
	p.t.Helper()
	p.folder() // signs in elsewhere, once
	return other{p.t, p.town, p.client}.folder(mandate)
}
