package house

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// Client is a visitor with a cookie jar of their own, who has not signed in.
func (h *House) Client() *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		panic(err) // only for bad options, and there are none
	}
	return &http.Client{Jar: jar, Timeout: time.Minute}
}

// SignIn goes the way of the demonstration's sign-in with forms and redirects, as a browser without script
// does. who is the key of a persona ("teresa") or the fiscal code of anybody in town.
func (h *House) SignIn(c *http.Client, who string) error {
	asked, err := c.PostForm(h.URL+"/entra", url.Values{"torna": {"/"}})
	if err != nil {
		return fmt.Errorf("signing in: %w", err)
	}
	defer asked.Body.Close()
	page, err := html.Parse(asked.Body)
	if err != nil {
		return fmt.Errorf("reading the page of the identity provider: %w", err)
	}
	action, form := firstForm(page)
	if form.Get("richiesta") == "" {
		return fmt.Errorf("signing in: %s (status %d) does not ask who one is", asked.Request.URL, asked.StatusCode)
	}
	form.Set("persona", who)
	if len(who) == 16 {
		form.Del("persona")
		form.Set("codice_fiscale", who)
	}
	to, err := asked.Request.URL.Parse(action)
	if err != nil {
		return fmt.Errorf("reading the page of the identity provider: %w", err)
	}
	return arrive(c, to.String(), form)
}

// arrive sends who one is, and follows the redirects home.
func arrive(c *http.Client, to string, form url.Values) error {
	back, err := c.PostForm(to, form)
	if err != nil {
		return fmt.Errorf("signing in: %w", err)
	}
	defer back.Body.Close()
	at := back.Request.URL
	if back.StatusCode != http.StatusOK || at.Path != "/" {
		return fmt.Errorf("signing in ended at %s?%s with status %d", at.Path, strings.Join(at.Query()["problema"], ""), back.StatusCode)
	}
	return nil
}

// firstForm is where the first form of a page goes, and its hidden fields.
func firstForm(page *html.Node) (action string, fields url.Values) {
	fields = url.Values{}
	for n := range page.Descendants() {
		if n.Type != html.ElementNode || n.Data != "form" {
			continue
		}
		for in := range n.Descendants() {
			if in.Data == "input" && attribute(in, "type") == "hidden" {
				fields.Set(attribute(in, "name"), attribute(in, "value"))
			}
		}
		return attribute(n, "action"), fields
	}
	return "", fields
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
