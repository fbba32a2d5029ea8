// Package spec holds requests against the official OpenAPI files of pagoPA, which lie beside the repository in ../shared.
//
// It is stricter than the files: a field or a query parameter that they do not name is a fault, since pagoPA would let
// it go unseen and the person would pay for it. It judges requests alone, and only tests link it.
package spec

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
)

// The files of the interfaces that we call.
const (
	GPD      = "gpd_v3.json"
	Receipts = "gpd_payments.json"
	Checkout = "checkout_v2.json"
	Flows    = "fdr_organization.json"
	Events   = "biz_events.json"
)

// Dir is the folder of the official files; false where it is not there.
func Dir() (string, bool) {
	at, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(at, "go.mod")); missing == nil {
			dir := filepath.Join(at, "..", "shared", "domain", "specs", "pagopa", "openapi")
			_, err := os.Stat(dir)
			return dir, err == nil
		}
		up := filepath.Dir(at)
		if up == at {
			break
		}
		at = up
	}
	return "", false
}

// Validate judges every request that comes through by one of the files, and gives each fault to fault. Requests go on to
// next whatever they hold. A request fits where its path ends in a path of the file, whatever stands before it. Where the
// official files are not there, nothing is judged.
func Validate(file string, next http.Handler, fault func(error)) http.Handler {
	dir, ok := Dir()
	if !ok {
		return next
	}
	j, err := Open(filepath.Join(dir, file))
	if err != nil {
		fault(err)
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := j.Check(r); err != nil {
			fault(err)
		}
		next.ServeHTTP(w, r)
	})
}

// Judge knows one file.
type Judge struct {
	router routers.Router
	base   string
}

// Open reads a file.
func Open(path string) (*Judge, error) {
	doc, err := openapi3.NewLoader().LoadFromFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", filepath.Base(path), err)
	}
	base := basePath(doc)
	doc.Servers, doc.Security = nil, nil
	for _, item := range doc.Paths.Map() {
		for _, op := range item.Operations() {
			readable(op.Parameters)
			op.Security = nil // the key is looked for by Check: not every file declares the ones that it names
			if op.RequestBody != nil {
				for _, media := range op.RequestBody.Value.Content {
					strict(media.Schema, map[*openapi3.Schema]bool{})
				}
			}
		}
	}
	router, err := legacy.NewRouter(doc, openapi3.DisableExamplesValidation(), openapi3.DisableSchemaPatternValidation())
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", filepath.Base(path), err)
	}
	return &Judge{router, base}, nil
}

// basePath is the path of the first server, its variables filled in.
func basePath(doc *openapi3.T) string {
	if len(doc.Servers) == 0 {
		return ""
	}
	address := doc.Servers[0].URL
	for name, v := range doc.Servers[0].Variables {
		address = strings.ReplaceAll(address, "${"+name+"}", v.Default)
		address = strings.ReplaceAll(address, "{"+name+"}", v.Default)
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimRight(u.Path, "/")
}

// strict makes a body's objects take the fields that the file names, and no others.
func strict(ref *openapi3.SchemaRef, seen map[*openapi3.Schema]bool) {
	if ref == nil || ref.Value == nil || seen[ref.Value] {
		return
	}
	s := ref.Value
	seen[s] = true
	if len(s.Properties) > 0 {
		no := false
		s.AdditionalProperties = openapi3.AdditionalProperties{Has: &no}
	}
	for _, p := range s.Properties {
		strict(p, seen)
	}
	strict(s.Items, seen)
}

// readable forgets the patterns of parameters that are written for another language than Go (\h).
func readable(all openapi3.Parameters) {
	for _, p := range all {
		if s := p.Value.Schema; s != nil && s.Value != nil {
			if _, err := regexp.Compile(s.Value.Pattern); err != nil {
				s.Value.Pattern = ""
			}
		}
	}
}

// Check judges one request. Its body can be read afterwards.
func (j *Judge) Check(r *http.Request) error {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return err
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	own := r.Clone(context.WithoutCancel(r.Context()))
	own.Body = io.NopCloser(bytes.NewReader(body))
	if _, after, found := strings.Cut(own.URL.Path, j.base); found && j.base != "" {
		own.URL.Path, own.URL.RawPath = after, ""
	}
	own.URL.Host, own.URL.Scheme, own.Host = "", "", ""
	if err := j.check(own); err != nil {
		return fmt.Errorf("%s %s: %w", r.Method, r.URL.Path, err)
	}
	return nil
}

func (j *Judge) check(r *http.Request) error {
	route, params, err := j.router.FindRoute(r)
	if err != nil {
		return err
	}
	if r.Header.Get("Ocp-Apim-Subscription-Key") == "" && r.URL.Query().Get("subscription-key") == "" {
		return errors.New("no subscription key")
	}
	for name := range r.URL.Query() {
		if !declared(route, name) {
			return fmt.Errorf("the query parameter %q is not in the file", name)
		}
	}
	return openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route,
		Options: &openapi3filter.Options{MultiError: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}})
}

func declared(route *routers.Route, name string) bool {
	return name == "subscription-key" || route.Operation.Parameters.GetByInAndName(openapi3.ParameterInQuery, name) != nil ||
		route.PathItem.Parameters.GetByInAndName(openapi3.ParameterInQuery, name) != nil
}
