package rest

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"sportello/api/help"
	"sportello/api/identity"
	"sportello/api/trail"
)

// Trail is what the handlers of this file ask of the town hall.
type Trail interface {
	AccessLog(ctx context.Context, who identity.Who, q trail.Query) ([]trail.Access, error)
	NoteHelp(ctx context.Context, who identity.Who, token string, p *help.Place) (time.Time, error)
	CloseHelp(ctx context.Context, token string) error
}

// accessLog is one page of acts. Next is empty on the last.
type accessLog struct {
	Body struct {
		Acts []trail.Access `json:"acts"`
		Next int64          `json:"next,omitempty" doc:"Ask with before=next for older acts; none: there are no older ones"`
	}
}

func (s *server) trail() {
	op := huma.Operation{OperationID: "get-access-log", Method: http.MethodGet, Path: "/v1/access-log", Security: person,
		Summary: "Who read or did what in the person's matters, newest first. For the person alone, never under a mandate",
		Errors:  []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusServiceUnavailable}}
	huma.Register(s.api, op, func(ctx context.Context, in *struct {
		Before int64  `query:"before" minimum:"0" doc:"Only acts older than this one, by its seq"`
		Proxy  string `query:"mandate" doc:"Only acts under this proxy or assistance, by its id"`
	}) (*accessLog, error) {
		acts, err := s.Hall.AccessLog(ctx, who(ctx), trail.Query{Before: in.Before, Mandate: in.Proxy})
		if err != nil {
			return nil, s.answer(err)
		}
		var log accessLog
		if log.Body.Acts = acts; len(acts) == trail.PerPage {
			log.Body.Next = acts[len(acts)-1].Seq
		}
		return &log, nil
	})
}

// HelpCookie is the secret of a browser that asks for help. The pages of the server set it; see app/web. Exported,
// for huma passes over what is not.
type HelpCookie struct {
	Token string `cookie:"aiuto" doc:"The secret of a browser that shows a help code, set by the page /aiuto"`
}

func (s *server) help() {
	op := huma.Operation{OperationID: "note-help", Method: http.MethodPut, Path: "/v1/help", DefaultStatus: http.StatusNoContent,
		Summary: "Say which page is open in a browser that shows a help code: names only, never a value", MaxBodyBytes: 8 << 10, Metadata: map[string]any{whoever: true},
		Errors: []int{http.StatusNotFound, http.StatusServiceUnavailable}}
	huma.Register(s.api, op, func(ctx context.Context, in *struct {
		HelpCookie
		Body help.Place
	}) (*struct{}, error) {
		_, err := s.Hall.NoteHelp(ctx, who(ctx), secretOf(in.Token), &in.Body)
		if err != nil {
			return nil, s.answer(err)
		}
		return nil, nil
	})
	op = huma.Operation{OperationID: "end-help", Method: http.MethodDelete, Path: "/v1/help", DefaultStatus: http.StatusNoContent,
		Summary: "End the help code of this browser: nobody sees anything any more", Errors: []int{http.StatusServiceUnavailable}}
	huma.Register(s.api, op, func(ctx context.Context, in *HelpCookie) (*struct{}, error) {
		if err := s.Hall.CloseHelp(ctx, secretOf(in.Token)); err != nil {
			return nil, s.answer(err)
		}
		return nil, nil
	})
}

// secretOf is the part of the cookie that the store knows; the other is the code, to be shown again.
func secretOf(cookie string) string {
	t := help.ReadTicket(cookie)
	return t.Token
}
