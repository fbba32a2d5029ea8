package idp

import (
	"net/http"
	"time"

	"golang.org/x/text/language"
)

// started is the date of what does not change while the program runs.
var started = time.Now()

// Words are the words of the page in one language. They stand here and not in the catalogues: the product
// never shows this page.
type Words struct {
	Lang, OtherLang, OtherName                      string
	Title, Banner, Explain                          string
	Heading, Or, Label, Hint, Enter, Cancel         string
	ErrorPrefix, ErrorHeading, NotFound             string
	GoneTitle, GoneHeading, GoneText, GoneLink      string
	PersonasHeading, CancelHeading, CancelExplained string
}

var italian = Words{
	Lang: "it", OtherLang: "en", OtherName: "English",
	Title:           "Scelga chi essere — dimostrazione",
	Banner:          "DIMOSTRAZIONE — non è SPID",
	Explain:         "Questa pagina è una prova. Prende il posto di SPID e CIE, i modi veri per farsi riconoscere. Le persone e gli importi sono inventati. Non scriva qui i suoi dati.",
	Heading:         "Chi vuole essere?",
	PersonasHeading: "Scelga una persona",
	Or:              "Oppure un altro abitante della città di prova",
	Label:           "Codice fiscale",
	Hint:            "Sono 16 lettere e numeri. Deve essere di una persona inventata.",
	Enter:           "Entra con questo codice",
	CancelHeading:   "Non vuole entrare?",
	CancelExplained: "Torna al Comune senza entrare.",
	Cancel:          "Annulla",
	ErrorPrefix:     "Errore: ",
	ErrorHeading:    "C'è un problema",
	NotFound:        "Nessun abitante della città di prova ha questo codice fiscale. Lo controlli e lo scriva di nuovo.",
	GoneTitle:       "Ingresso scaduto — dimostrazione",
	GoneHeading:     "Questo ingresso è scaduto",
	GoneText:        "È passato troppo tempo, oppure la pagina è già stata usata. Torni al Comune ed entri di nuovo.",
	GoneLink:        "Torna al Comune",
}

var english = Words{
	Lang: "en", OtherLang: "it", OtherName: "Italiano",
	Title:           "Choose who to be — demonstration",
	Banner:          "DEMONSTRATION — this is not SPID",
	Explain:         "This page is a trial. It stands in for SPID and CIE, the real ways to prove who you are. The people and the amounts are made up. Do not write your own data here.",
	Heading:         "Who do you want to be?",
	PersonasHeading: "Choose a person",
	Or:              "Or somebody else of the made-up town",
	Label:           "Fiscal code (codice fiscale)",
	Hint:            "It has 16 letters and digits. It must be a made-up person's.",
	Enter:           "Sign in with this code",
	CancelHeading:   "You do not want to sign in?",
	CancelExplained: "Go back to the town hall without signing in.",
	Cancel:          "Cancel",
	ErrorPrefix:     "Error: ",
	ErrorHeading:    "There is a problem",
	NotFound:        "Nobody in the made-up town has this fiscal code. Check it and write it again.",
	GoneTitle:       "Sign-in expired — demonstration",
	GoneHeading:     "This sign-in has expired",
	GoneText:        "Too much time has passed, or the page was used already. Go back to the town hall and sign in again.",
	GoneLink:        "Back to the town hall",
}

func (w Words) about(c Persona) string {
	if w.Lang == "en" {
		return c.En
	}
	return c.It
}

var languages = language.NewMatcher([]language.Tag{language.Italian, language.English})

// words are those of the language a visitor chose on the page, else of the one the product asked for
// (ui_locales), else Italian: the product does not follow the browser's language either.
func (p *Provider) words(r *http.Request) Words {
	wanted := []string{r.FormValue("lingua")}
	if req, err := p.store.AuthRequestByID(r.Context(), r.FormValue("richiesta")); err == nil {
		wanted = append(wanted, req.(*request).locales()...)
	}
	if _, index := language.MatchStrings(languages, wanted...); index == 1 {
		return english
	}
	return italian
}
