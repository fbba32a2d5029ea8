package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"sportello/api/command"
	"sportello/api/desk"
)

// desk is the assisted desk, for clerks in their own matters. Nobody else finds anything here.
func (s *server) desk() {
	op := s.reading("list-assistances", "/v1/desk/assistances", "Whom the clerk found last, the assistance that is open, and the one just over", desk.Desk{})
	op.Security = person
	op.Errors = append(op.Errors, http.StatusNotFound)
	huma.Register(s.api, op, func(ctx context.Context, in *asked) (*document, error) {
		if w := who(ctx); w.Office == "" || w.ForOther() {
			return nil, s.answer(command.ErrNotFound)
		}
		f, err := s.Hall.Folder(ctx, who(ctx))
		if err != nil {
			return nil, s.answer(err)
		}
		return s.unlessSame(in, f.Desk)
	})
	huma.Register(s.api, atDesk(http.MethodPost, "find-person", "/v1/desk/searches", "Search for one person, with a reason. Nobody and several are refused alike"),
		func(ctx context.Context, in *struct {
			Sent
			Key  string `header:"Idempotency-Key" required:"true" format:"uuid" doc:"Becomes the id of the search"`
			Body desk.Find
		}) (*receipt, error) {
			return s.send(ctx, in.Key, command.DeskFind, in.Subject, in.Body)
		})
	huma.Register(s.api, atDesk(http.MethodPost, "open-assistance", "/v1/desk/assistances", "Open an assistance of 30 minutes for who was found; the one before ends"),
		func(ctx context.Context, in *struct {
			Sent
			Key  string `header:"Idempotency-Key" required:"true" format:"uuid" doc:"Becomes the id of the assistance: the mandate to act under"`
			Body desk.Open
		}) (*receipt, error) {
			return s.send(ctx, in.Key, command.DeskOpen, in.Subject, in.Body)
		})
	huma.Register(s.api, atDesk(http.MethodDelete, "end-assistance", "/v1/desk/assistances/{assistance}", "End an assistance; one that has ended stays as it is"),
		func(ctx context.Context, in *struct {
			Sent
			ID  string `path:"assistance" format:"uuid"`
			Key string `header:"Idempotency-Key" required:"true" format:"uuid"`
		}) (*receipt, error) {
			return s.send(ctx, in.Key, command.DeskEnd, in.Subject, desk.End{Assistance: in.ID})
		})
}

func atDesk(method, id, path, summary string) huma.Operation {
	op := doing(id, method, path, summary, http.StatusOK)
	op.Errors = append(op.Errors, http.StatusNotFound)
	return op
}
