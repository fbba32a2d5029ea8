package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"sportello/api/command"
	"sportello/api/proxies"
)

// Keyed is what a command with an id of its own carries. Exported, as Sent.
type Keyed struct {
	Sent
	Key string `header:"Idempotency-Key" required:"true" format:"uuid" doc:"Id of the command, a UUIDv7: the same key answers the same, for ever"`
}

// proxies are who may act for whom: read, give, take, change, claim.
func (s *server) proxies() {
	op := s.reading("list-proxies", "/v1/proxies", "The proxies that the person has given, holds, or is invited to", []proxies.Proxy{})
	op.Security = person
	huma.Register(s.api, op, func(ctx context.Context, in *asked) (*document, error) {
		f, err := s.Hall.Folder(ctx, who(ctx))
		if err != nil {
			return nil, s.answer(err)
		}
		return s.unlessSame(in, f.Proxies)
	})
	huma.Register(s.api, doing("give-proxy", http.MethodPost, "/v1/proxies", "Give a proxy: an invitation, whose id is the key", http.StatusOK),
		func(ctx context.Context, in *struct {
			Keyed
			Body proxies.Give
		}) (*receipt, error) {
			return s.send(ctx, in.Key, command.GiveProxy, in.Subject, in.Body)
		})
	huma.Register(s.api, doing("accept-proxy", http.MethodPost, "/v1/proxies/accepted", "Take on the proxy whose invitation has this code", http.StatusOK),
		func(ctx context.Context, in *struct {
			Keyed
			Body proxies.Accept
		}) (*receipt, error) {
			return s.send(ctx, in.Key, command.AcceptProxy, in.Subject, in.Body)
		})
	huma.Register(s.api, doing("change-proxy", http.MethodPatch, "/v1/proxies/{proxy}", "Pause, resume, revoke, renounce or refuse a proxy, or make a new code: at once", http.StatusOK),
		func(ctx context.Context, in *struct {
			Keyed
			ID   string `path:"proxy" format:"uuid"`
			Body struct {
				Act  proxies.Act `json:"act" enum:"pause,resume,revoke,code,renounce,refuse"`
				Code string      `json:"code,omitempty" pattern:"^[0-9]{8}$"`
			}
		}) (*receipt, error) {
			return s.send(ctx, in.Key, command.ChangeProxy, in.Subject, proxies.Change{Proxy: in.ID, Act: in.Body.Act, Code: in.Body.Code})
		})
	huma.Register(s.api, doing("claim-proxy", http.MethodPut, "/v1/proxies/{proxy}", "Ask for a proxy that stands on papers, under an id of one's own", http.StatusOK),
		func(ctx context.Context, in *struct {
			Sent
			ID   string `path:"proxy" format:"uuid"`
			Body proxies.Claim
		}) (*receipt, error) {
			return s.send(ctx, in.ID, command.ClaimProxy, in.Subject, in.Body)
		})
	s.papers()
}

// papers are for clerks: proxies given on paper, and the papers of claims.
func (s *server) papers() {
	huma.Register(s.api, doing("register-proxy", http.MethodPost, "/v1/proxies/papers", "For a clerk: write down a proxy given on paper", http.StatusOK),
		func(ctx context.Context, in *struct {
			Keyed
			Body proxies.Register
		}) (*receipt, error) {
			return s.send(ctx, in.Key, command.RegisterProxy, in.Subject, in.Body)
		})
	huma.Register(s.api, doing("verify-proxy", http.MethodPatch, "/v1/proxies/{proxy}/papers", "For a clerk: say whether the papers of a claim are good", http.StatusOK),
		func(ctx context.Context, in *struct {
			Keyed
			ID   string `path:"proxy" format:"uuid"`
			Body struct {
				Good   bool   `json:"good"`
				Reason string `json:"reason,omitempty" maxLength:"500"`
			}
		}) (*receipt, error) {
			return s.send(ctx, in.Key, command.VerifyProxy, in.Subject, proxies.Verify{Proxy: in.ID, Good: in.Body.Good, Reason: in.Body.Reason})
		})
}
