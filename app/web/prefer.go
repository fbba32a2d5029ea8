package web

import (
	"net/http"
	"net/url"

	"sportello/api/folder"
	"sportello/app/home"
)

// preferCookie keeps how this device likes to read, for a year. It names nobody.
const preferCookie = "preferenze"

func preferences(r *http.Request) folder.Preferences {
	c, err := r.Cookie(preferCookie)
	if err != nil {
		return folder.Preferences{}
	}
	values, err := url.ParseQuery(c.Value)
	if err != nil {
		return folder.Preferences{}
	}
	return home.Chosen(values.Get)
}

func (h *Host) prefer(p folder.Preferences) *http.Cookie {
	value := url.Values{}
	for name, v := range map[string]string{"text": p.Text, "contrast": p.Contrast, "spacing": p.Spacing, "lang": p.Lang} {
		if v != "" {
			value.Set(name, v)
		}
	}
	return &http.Cookie{Name: preferCookie, Value: value.Encode(), Path: "/", MaxAge: 365 * 24 * 3600, Secure: h.Secure,
		SameSite: http.SameSiteLaxMode}
}

// otherLanguage follows a link ?lang=: the device keeps the language, and the page comes again without it.
func (h *Host) otherLanguage(w http.ResponseWriter, r *http.Request) bool {
	lang := r.URL.Query().Get("lang")
	if r.Method != http.MethodGet || lang != "it" && lang != "en" {
		return false
	}
	p := preferences(r)
	p.Lang = lang
	http.SetCookie(w, h.prefer(p))
	query := r.URL.Query()
	query.Del("lang")
	to := url.URL{Path: r.URL.Path, RawQuery: query.Encode()}
	http.Redirect(w, r, to.RequestURI(), http.StatusSeeOther)
	return true
}
