// Package a11y holds the table of what accessible means by law and by standard, and how each point is
// proved here.
//
// It only says what is true. A rule of an engine, of the probe or of the tree check proves that a fault
// is absent from the pages it was shown, never that all is well: what no rule decides stands in Hand,
// and "not yet done" stays there until a person has done it. The package judges no page itself.
package a11y

import "strings"

// Criterion is one success criterion of WCAG 2.2, or one clause of EN 301 549 that has none.
type Criterion struct {
	// Number is that of WCAG, as "1.4.3", or of EN 301 549, as "EN 12.1.1".
	Number, Title string
	// Level is A, AA or AAA; empty for a clause of EN 301 549 alone.
	Level string
	// EN is the clause of EN 301 549 v3.2.1, which the Italian rules name; empty for what WCAG 2.2 added
	// and for level AAA, which that version does not ask for.
	EN string
	// Proofs names what looks for a fault: "axe:rule" (axe-core), "ibm:rule" (IBM's checker),
	// "probe:rule" (package e2e/proof), "tree:rule" (package a11y/check), "test:folder.TestName".
	Proofs []string
	// Hand says what no rule decides and whether a person has looked at it. Empty: nothing is left.
	Hand string
}

// none is what stays true until somebody has looked.
const none = "not yet done"

// Criteria lists levels A and AA of WCAG 2.2 whole, the criteria of level AAA that the design holds, and
// the clauses of EN 301 549 chapter 12. Its other chapters have not been judged.
var Criteria = []Criterion{
	{"1.1.1", "Non-text Content", "A", "9.1.1.1", rules("axe:image-alt axe:role-img-alt axe:svg-img-alt axe:input-image-alt ibm:img_alt_valid tree:image-alt"), none + ": whether each alternative says what the picture means"},
	{"1.2.1", "Audio-only and Video-only (Prerecorded)", "A", "9.1.2.1", rules("tree:media"), ""},
	{"1.2.2", "Captions (Prerecorded)", "A", "9.1.2.2", rules("tree:media axe:video-caption"), ""},
	{"1.2.3", "Audio Description or Media Alternative (Prerecorded)", "A", "9.1.2.3", rules("tree:media"), ""},
	{"1.2.4", "Captions (Live)", "AA", "9.1.2.4", rules("tree:media"), ""},
	{"1.2.5", "Audio Description (Prerecorded)", "AA", "9.1.2.5", rules("tree:media"), ""},
	{"1.3.1", "Info and Relationships", "A", "9.1.3.1", rules("axe:list axe:listitem axe:definition-list axe:dlitem axe:td-headers-attr axe:th-has-data-cells ibm:fieldset_label_valid tree:label tree:group-legend tree:table tree:heading-order tree:landmarks tree:one-h1 test:e2e/heard.TestTariIsHeard"), none + ": whether the structure says what the eye sees"},
	{"1.3.2", "Meaningful Sequence", "A", "9.1.3.2", rules("probe:tab-order probe:visual-order test:e2e/heard.TestTariIsHeard"), none + ": the order of text that takes no focus"},
	{"1.3.3", "Sensory Characteristics", "A", "9.1.3.3", nil, none},
	{"1.3.4", "Orientation", "AA", "9.1.3.4", rules("axe:css-orientation-lock ibm:element_orientation_unlocked"), ""},
	{"1.3.5", "Identify Input Purpose", "AA", "9.1.3.5", rules("axe:autocomplete-valid ibm:input_autocomplete_valid tree:autocomplete"), none + ": fields whose name does not tell that they are personal"},
	{"1.4.1", "Use of Color", "A", "9.1.4.1", rules("axe:link-in-text-block probe:forced-colours"), none + ": whether any state is told by colour alone"},
	{"1.4.2", "Audio Control", "A", "9.1.4.2", rules("axe:no-autoplay-audio tree:media"), none + ": reading aloud by the browser, when it comes"},
	{"1.4.3", "Contrast (Minimum)", "AA", "9.1.4.3", rules("axe:color-contrast ibm:text_contrast_sufficient probe:text-contrast"), none + ": text on pictures"},
	{"1.4.4", "Resize Text", "AA", "9.1.4.4", rules("axe:meta-viewport ibm:meta_viewport_zoomable probe:text-200 probe:user-font probe:user-font-ignored"), ""},
	{"1.4.5", "Images of Text", "AA", "9.1.4.5", nil, none},
	{"1.4.6", "Contrast (Enhanced)", "AAA", "", rules("axe:color-contrast-enhanced probe:text-contrast"), none + ": text on pictures"},
	{"1.4.10", "Reflow", "AA", "9.1.4.10", rules("probe:reflow probe:sticky-cover"), ""},
	{"1.4.11", "Non-text Contrast", "AA", "9.1.4.11", rules("probe:field-edge probe:focus-visible probe:forced-colours"), none + ": drawings that carry meaning"},
	{"1.4.12", "Text Spacing", "AA", "9.1.4.12", rules("axe:avoid-inline-spacing probe:text-spacing"), ""},
	{"1.4.13", "Content on Hover or Focus", "AA", "9.1.4.13", nil, none},
	{"2.1.1", "Keyboard", "A", "9.2.1.1", rules("axe:scrollable-region-focusable axe:aria-hidden-focus ibm:element_tabbable_role_valid probe:tab-order probe:fake-button tree:hidden-focus test:e2e/pages.TestByKeyboard test:e2e/heard.TestTelesoccorsoIsHeard"), none + ": pages beside the way from signing in to the receipt"},
	{"2.1.2", "No Keyboard Trap", "A", "9.2.1.2", rules("probe:trap"), ""},
	{"2.1.3", "Keyboard (No Exception)", "AAA", "", rules("probe:tab-order probe:fake-button test:e2e/pages.TestByKeyboard test:e2e/heard.TestTelesoccorsoIsHeard"), none + ": pages beside the way from signing in to the receipt"},
	{"2.1.4", "Character Key Shortcuts", "A", "9.2.1.4", rules("axe:accesskeys"), none + ": keys that a script listens to"},
	{"2.2.1", "Timing Adjustable", "A", "9.2.2.1", rules("axe:meta-refresh axe:meta-refresh-no-exceptions test:e2e/stories.TestLapsedSession"), ""},
	{"2.2.2", "Pause, Stop, Hide", "A", "9.2.2.2", rules("axe:blink axe:marquee probe:motion tree:media"), none + ": movement that a script draws"},
	{"2.3.1", "Three Flashes or Below Threshold", "A", "9.2.3.1", rules("probe:motion tree:media"), none + ": flashes that a script draws"},
	{"2.3.3", "Animation from Interactions", "AAA", "", rules("probe:reduced-motion"), none + ": movement that a script makes after an action"},
	{"2.4.1", "Bypass Blocks", "A", "9.2.4.1", rules("axe:bypass axe:skip-link ibm:skip_main_exists tree:landmarks tree:broken-reference"), ""},
	{"2.4.2", "Page Titled", "A", "9.2.4.2", rules("axe:document-title ibm:page_title_exists tree:page-title tree:error-title test:e2e/heard.TestTelesoccorsoIsHeard"), none + ": whether the titles fit the pages"},
	{"2.4.3", "Focus Order", "A", "9.2.4.3", rules("axe:tabindex axe:focus-order-semantics probe:tab-order probe:visual-order tree:tabindex tree:autofocus test:e2e/heard.TestTelesoccorsoIsHeard"), ""},
	{"2.4.4", "Link Purpose (In Context)", "A", "9.2.4.4", rules("axe:link-name ibm:a_text_purpose tree:link-words tree:name test:e2e/heard.TestTelesoccorsoIsHeard"), ""},
	{"2.4.5", "Multiple Ways", "AA", "9.2.4.5", nil, none},
	{"2.4.6", "Headings and Labels", "AA", "9.2.4.6", rules("axe:empty-heading ibm:heading_content_exists tree:heading-order tree:label"), none + ": whether the words fit"},
	{"2.4.7", "Focus Visible", "AA", "9.2.4.7", rules("probe:focus-visible probe:forced-focus"), ""},
	{"2.4.9", "Link Purpose (Link Only)", "AAA", "", rules("axe:identical-links-same-purpose tree:link-words"), none + ": whether each link is clear when it is heard alone"},
	{"2.4.11", "Focus Not Obscured (Minimum)", "AA", "", rules("probe:focus-covered probe:sticky-cover"), ""},
	{"2.4.12", "Focus Not Obscured (Enhanced)", "AAA", "", rules("probe:focus-covered"), ""},
	{"2.4.13", "Focus Appearance", "AAA", "", rules("probe:focus-visible"), ""},
	{"2.5.1", "Pointer Gestures", "A", "9.2.5.1", rules("tree:draggable"), none + ": scripts that listen to the finger"},
	{"2.5.2", "Pointer Cancellation", "A", "9.2.5.2", rules("test:e2e/pages.TestAPressIsTakenBack"), none + ": controls other than the button that sends"},
	{"2.5.3", "Label in Name", "A", "9.2.5.3", rules("axe:label-content-name-mismatch ibm:label_name_visible tree:label-in-name"), ""},
	{"2.5.4", "Motion Actuation", "A", "9.2.5.4", nil, none},
	{"2.5.5", "Target Size (Enhanced)", "AAA", "", rules("probe:target-size probe:target-spacing"), ""},
	{"2.5.7", "Dragging Movements", "AA", "", rules("ibm:draggable_alternative_exists tree:draggable"), none + ": scripts that listen to the finger"},
	{"2.5.8", "Target Size (Minimum)", "AA", "", rules("axe:target-size ibm:target_spacing_sufficient probe:target-size"), ""},
	{"3.1.1", "Language of Page", "A", "9.3.1.1", rules("axe:html-has-lang axe:html-lang-valid ibm:html_lang_exists tree:page-lang"), ""},
	{"3.1.2", "Language of Parts", "AA", "9.3.1.2", rules("axe:valid-lang ibm:element_lang_valid tree:lang-change"), none + ": foreign words that carry no mark"},
	{"3.1.5", "Reading Level", "AAA", "", rules("tree:long-sentence tree:hard-sentence tree:hard-page tree:plain-page"), none + ": reading by people of the audience; English text"},
	{"3.2.1", "On Focus", "A", "9.3.2.1", rules("probe:changes-on-focus"), none + ": changes other than address, title and heading"},
	{"3.2.2", "On Input", "A", "9.3.2.2", rules("tree:form test:e2e/pages.TestChoosingIsNotSending"), none + ": what happens while somebody types"},
	{"3.2.3", "Consistent Navigation", "AA", "9.3.2.3", rules("test:e2e/pages.TestEverythingStandsWhereItStood"), ""},
	{"3.2.4", "Consistent Identification", "AA", "9.3.2.4", rules("test:e2e/pages.TestEverythingStandsWhereItStood"), none + ": things inside the pages"},
	{"3.2.6", "Consistent Help", "A", "", rules("test:e2e/pages.TestEverythingStandsWhereItStood"), ""},
	{"3.3.1", "Error Identification", "A", "9.3.3.1", rules("ibm:error_message_exists probe:error-focus tree:error-described tree:error-summary tree:error-title test:e2e/heard.TestTelesoccorsoIsHeard"), none + ": whether every wrong answer is found"},
	{"3.3.2", "Labels or Instructions", "A", "9.3.3.2", rules("axe:form-field-multiple-labels axe:label-title-only ibm:input_label_visible tree:label tree:group-legend test:e2e/heard.TestTelesoccorsoIsHeard"), none + ": whether the instructions suffice"},
	{"3.3.3", "Error Suggestion", "AA", "9.3.3.3", rules("test:e2e/heard.TestTelesoccorsoIsHeard"), none + ": whether every problem says what to write instead"},
	{"3.3.4", "Error Prevention (Legal, Financial, Data)", "AA", "9.3.3.4", rules("test:e2e/pages.TestTwoWindows test:e2e/pages.TestTwoTapsFileOnce test:e2e/pages.TestBackInTheMiddle test:e2e/stories.TestWithoutScript test:e2e/heard.TestTelesoccorsoIsHeard"), ""},
	{"3.3.6", "Error Prevention (All)", "AAA", "", rules("test:e2e/pages.TestTwoWindows test:e2e/stories.TestWithoutScript"), none + ": the page of preferences, which is put back by choosing again"},
	{"3.3.7", "Redundant Entry", "A", "", rules("test:e2e/pages.TestNothingIsAskedTwice"), ""},
	{"3.3.8", "Accessible Authentication (Minimum)", "AA", "", nil, none + ": the sign-in belongs to the identity provider"},
	{"4.1.2", "Name, Role, Value", "A", "9.4.1.2", rules("axe:button-name axe:label axe:select-name axe:aria-allowed-attr axe:aria-valid-attr-value axe:duplicate-id-aria axe:nested-interactive ibm:aria_attribute_allowed ibm:input_label_exists tree:name tree:label tree:duplicate-id tree:broken-reference test:e2e/heard.TestTelesoccorsoIsHeard"), none + ": what changes while a control is used"},
	{"4.1.3", "Status Messages", "AA", "9.4.1.3", rules("probe:silent-change probe:live-region-inside tree:live-region test:e2e/pages.TestPagesAreHeard test:e2e/heard.TestOfflineIsHeard"), none + ": changes for which no test asks"},
	{"EN 12.1.1", "Accessibility and compatibility features", "", "12.1.1", nil, none},
	{"EN 12.1.2", "Accessible documentation", "", "12.1.2", nil, none},
	{"EN 12.2.2", "Information on accessibility and compatibility features", "", "12.2.2", nil, none},
	{"EN 12.2.3", "Effective communication", "", "12.2.3", nil, none},
	{"EN 12.2.4", "Accessible documentation", "", "12.2.4", nil, none},
}

// rules splits a line of names.
func rules(names string) []string { return strings.Fields(names) }
