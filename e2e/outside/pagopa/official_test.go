package pagopa_test

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"sportello/e2e/outside/pagopa"
	"sportello/e2e/outside/pagopa/spec"
)

// routersOf reads the official files, once; none where they are not there.
var routersOf = sync.OnceValues(func() (map[string]routers.Router, error) {
	dir, ok := spec.Dir()
	all := map[string]routers.Router{}
	if !ok {
		return all, nil
	}
	for path, file := range map[string]string{pagopa.PathGPD: spec.GPD, pagopa.PathReceipts: spec.Receipts, pagopa.PathCheckout: spec.Checkout,
		pagopa.PathBizEvents: spec.Events, pagopa.PathFdR: spec.Flows} {
		doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join(dir, file))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		doc.Servers, doc.Security = nil, nil
		if all[path], err = legacy.NewRouter(doc, openapi3.DisableExamplesValidation(), openapi3.DisableSchemaPatternValidation()); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return all, nil
})

// official holds an answer of the counterpart against the official file of its interface.
func official(r *http.Request, res *http.Response, body []byte) error {
	all, err := routersOf()
	if err != nil {
		return err
	}
	for path, router := range all {
		_, rest, found := strings.Cut(r.URL.Path, path)
		if !found {
			continue
		}
		if path == pagopa.PathReceipts && res.StatusCode == http.StatusBadRequest {
			return nil // the file does not say what a wrong question gets
		}
		own := r.Clone(context.Background())
		own.URL.Path, own.URL.Host, own.URL.Scheme, own.Host = rest, "", "", ""
		route, params, err := router.FindRoute(own)
		if err != nil {
			return err
		}
		in := &openapi3filter.ResponseValidationInput{Status: res.StatusCode, Header: res.Header,
			RequestValidationInput: &openapi3filter.RequestValidationInput{Request: own, PathParams: params, Route: route},
			Options:                &openapi3filter.Options{IncludeResponseStatus: true, ExcludeResponseBody: strings.HasSuffix(res.Header.Get("Content-Type"), "/xml")}}
		in.SetBodyBytes(body)
		return openapi3filter.ValidateResponse(context.Background(), in)
	}
	return nil
}
