//go:build !js

package app

import "sportello/app/desk"

// The screens of the assisted desk are pages of the server alone: a clerk's browser keeps nothing, and the browser
// program need not carry them.
func init() {
	screens = append(screens,
		screen{"/sportello", own, desk.Start},
		screen{"/sportello/deleghe", own, desk.Papers},
		screen{"/sportello/deleghe/carta", own, desk.PaperNew},
		screen{"/sportello/deleghe/carta/controlla", own, desk.PaperCheck},
		screen{"/sportello/deleghe/carta/{step}", own, desk.PaperStep},
		screen{"/sportello/deleghe/{id}", own, desk.PaperOne},
		screen{"/sportello/persona", own, desk.Person},
		screen{"/sportello/presenza/{search}", own, desk.Presence},
		screen{"/sportello/presenza/{search}/{how}", own, desk.Recognise},
		screen{"/sportello/vede", theirs, desk.Sees},
		screen{"/sportello/fine", own, desk.Finish},
		screen{"/sportello/finita", own, desk.Finished},
		screen{"/sportello/aiuto", own, desk.Help},
		screen{"/consenso/{service}", theirs, desk.Consent},
	)
}
