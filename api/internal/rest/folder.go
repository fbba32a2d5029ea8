package rest

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"sportello/api/folder"
)

// asked is a question that may be answered "nothing changed".
type asked struct {
	Actor       string `header:"Sportello-Actor" format:"uuid" doc:"Id of who is thought to be signed in: when it is somebody else, nothing is told"`
	IfNoneMatch string `header:"If-None-Match" doc:"ETag of what the reader has"`
	Mandate     string `header:"Sportello-Mandate" format:"uuid" doc:"Id of the proxy or of the assistance under which it is asked; none: in one's own matters"`
}

// document is an answer with its fingerprint, written as bytes because the fingerprint is of the bytes.
type document struct {
	Status int
	ETag   string `header:"ETag"`
	Cache  string `header:"Cache-Control"`
	Type   string `header:"Content-Type"`
	Body   []byte
}

func (s *server) town() {
	op := s.reading("get-town", "/v1/town", "The comune, its desk and its services", folder.Town{})
	huma.Register(s.api, op, func(ctx context.Context, in *asked) (*document, error) {
		t, err := s.Hall.Town(ctx)
		if err != nil {
			return nil, s.answer(err)
		}
		return s.unlessSame(in, t)
	})
}

func (s *server) folder() {
	op := s.reading("get-folder", "/v1/folder", "All that the person may read, as one document. It was true at the Date of the answer", folder.Folder{})
	op.Security = person
	huma.Register(s.api, op, func(ctx context.Context, in *asked) (*document, error) {
		f, err := s.Hall.Folder(ctx, who(ctx))
		if err != nil {
			return nil, s.answer(err)
		}
		f.ReadAt = time.Time{} // the answer's Date says it; the fingerprint must not change with the clock
		return s.unlessSame(in, f)
	})
}

// unlessSame writes a value, or says that the reader has it already.
func (s *server) unlessSame(in *asked, v any) (*document, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return nil, s.answer(err)
	}
	sum := sha256.Sum256(body)
	d := &document{Status: http.StatusOK, ETag: `"` + base64.RawURLEncoding.EncodeToString(sum[:18]) + `"`, Cache: "private, no-cache",
		Type: "application/json", Body: body}
	for _, has := range strings.Split(in.IfNoneMatch, ",") {
		if strings.TrimPrefix(strings.TrimSpace(has), "W/") == d.ETag {
			d.Status, d.Body, d.Type = http.StatusNotModified, nil, ""
		}
	}
	return d, nil
}

// reading describes an operation that answers with a document of the type of example.
func (s *server) reading(id, path, summary string, example any) huma.Operation {
	schema := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeOf(example), true, "")
	return huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary,
		Errors: []int{http.StatusUnauthorized, http.StatusServiceUnavailable},
		Responses: map[string]*huma.Response{
			"200": {Description: "The document", Content: map[string]*huma.MediaType{"application/json": {Schema: schema}}},
			"304": {Description: "Nothing changed"},
		}}
}
