package idp

import (
	"context"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// eidFiscalNumber is the claim of SPID and CIE in OpenID Connect.
const eidFiscalNumber = "https://attributes.eid.gov.it/fiscal_number"

// SetUserinfoFromRequest fills the ID token.
func (s *storage) SetUserinfoFromRequest(_ context.Context, info *oidc.UserInfo, r op.IDTokenRequest, _ []string) error {
	f := s.provider.fault()
	info.Subject = r.GetSubject() // else the library leaves the ID token without
	if f.OnlyUserInfo {
		return nil
	}
	return s.attributes(info, r.GetSubject(), f)
}

// SetUserinfoFromToken fills UserInfo.
func (s *storage) SetUserinfoFromToken(_ context.Context, info *oidc.UserInfo, id, subject, _ string) error {
	s.mu.Lock()
	t, ok := s.tokens[id]
	s.mu.Unlock()
	if !ok || t.subject != subject || time.Now().After(t.until) {
		return errGone
	}
	f := s.provider.fault()
	info.Subject = subject
	if f.WrongSubject {
		info.Subject = "somebody-else"
	}
	return s.attributes(info, subject, f)
}

func (s *storage) attributes(info *oidc.UserInfo, subject string, f Faults) error {
	s.mu.Lock()
	who, ok := s.people[subject]
	s.mu.Unlock()
	if !ok {
		return errGone
	}
	info.GivenName, info.FamilyName, info.Name = who.GivenName, who.FamilyName, who.Name()
	if who.FiscalCode == "" || f.NoFiscalCode {
		return nil
	}
	claim, code := eidFiscalNumber, "TINIT-"+who.FiscalCode
	if f.Claim != "" {
		claim = f.Claim
	}
	if f.Bare {
		code = who.FiscalCode
	}
	info.AppendClaims(claim, code)
	return nil
}

// What a gateway of SPID has no use for: refreshing, revoking, introspection, other grants.

func (s *storage) CreateAccessAndRefreshTokens(context.Context, op.TokenRequest, string) (string, string, time.Time, error) {
	return "", "", time.Time{}, errGone
}

func (s *storage) TokenRequestByRefreshToken(context.Context, string) (op.RefreshTokenRequest, error) {
	return nil, errGone
}

func (s *storage) GetRefreshTokenInfo(context.Context, string, string) (string, string, error) {
	return "", "", op.ErrInvalidRefreshToken
}

func (s *storage) TerminateSession(context.Context, string, string) error { return nil }

func (s *storage) RevokeToken(context.Context, string, string, string) *oidc.Error { return nil }

func (s *storage) SetUserinfoFromScopes(context.Context, *oidc.UserInfo, string, string, []string) error {
	return nil
}

func (s *storage) SetIntrospectionFromToken(context.Context, *oidc.IntrospectionResponse, string, string, string) error {
	return errGone
}

func (s *storage) GetPrivateClaimsFromScopes(context.Context, string, string, []string) (map[string]any, error) {
	return nil, nil
}

func (s *storage) GetKeyByIDAndClientID(context.Context, string, string) (*jose.JSONWebKey, error) {
	return nil, errGone
}

func (s *storage) ValidateJWTProfileScopes(context.Context, string, []string) ([]string, error) {
	return nil, errGone
}
