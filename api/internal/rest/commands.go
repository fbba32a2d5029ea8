package rest

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/folder"
)

// slowBody is how long a phone on a bad line may take to send a command.
const slowBody = 30 * time.Second

func (s *server) applications() {
	huma.Register(s.api, doing("file-application", http.MethodPost, "/v1/applications", "File an application, exactly once for each key",
		http.StatusCreated), func(ctx context.Context, in *struct {
		Sent
		Key  string `header:"Idempotency-Key" required:"true" format:"uuid" doc:"Id of the draft, a UUIDv7: the same key answers the same, for ever"`
		Body applications.Submit
	}) (*receipt, error) {
		return s.send(ctx, in.Key, command.Submit, in.Subject, in.Body)
	})
	huma.Register(s.api, doing("keep-answers", http.MethodPut, "/v1/drafts/{draft}", "Keep the answers of one step in a draft",
		http.StatusOK), func(ctx context.Context, in *struct {
		Sent
		Draft string `path:"draft" format:"uuid"`
		Body  struct {
			Service string       `json:"service"`
			Answers flow.Answers `json:"answers" doc:"Only the fields of this step; the others stay as they are"`
		}
	}) (*receipt, error) {
		a := applications.Answer{Draft: in.Draft, Service: in.Body.Service, Answers: in.Body.Answers}
		return s.send(ctx, in.Draft, command.Answer, in.Subject, a)
	})
	huma.Register(s.api, doing("discard-draft", http.MethodDelete, "/v1/drafts/{draft}", "Throw a draft away",
		http.StatusOK), func(ctx context.Context, in *struct {
		Sent
		Draft string `path:"draft" format:"uuid"`
		Key   string `header:"Idempotency-Key" format:"uuid"`
	}) (*receipt, error) {
		if in.Key == "" {
			in.Key = uuid.Must(uuid.NewV7()).String()
		}
		return s.send(ctx, in.Key, command.Discard, in.Subject, applications.Discard{Draft: in.Draft})
	})
}

func (s *server) preferences() {
	huma.Register(s.api, doing("set-preferences", http.MethodPut, "/v1/preferences", "Keep how the person likes to read",
		http.StatusOK), func(ctx context.Context, in *struct {
		Sent
		Body folder.Preferences
	}) (*receipt, error) {
		return s.send(ctx, uuid.Must(uuid.NewV7()).String(), command.Prefer, in.Subject, in.Body)
	})
}

func doing(id, method, path, summary string, status int) huma.Operation {
	return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, DefaultStatus: status,
		Security: person, MaxBodyBytes: 64 << 10, BodyReadTimeout: slowBody,
		Errors: []int{http.StatusUnauthorized, http.StatusConflict, http.StatusUnprocessableEntity, http.StatusServiceUnavailable}}
}
