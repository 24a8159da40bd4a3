package extract_test

import (
	"strings"
	"testing"
	"time"

	"sada"
	"sada/extract"
)

func paragraphs(lines ...string) string { return "<p>" + strings.Join(lines, "</p><p>") + "</p>" }

// ferry is five sentences that are enough for a whole text.
var ferry = []string{
	"Le bac a repris la traversée lundi matin, après trois semaines de réparations au chantier du port.",
	"Vingt passagers ont pris le premier départ, avec leurs vélos, et deux chèvres que l'on a rangées à l'avant.",
	"La commune promet un départ toutes les heures, sauf par grand vent, et un tarif réduit pour les élèves.",
	"Le pilote, qui fait ce métier depuis trente ans, dit que la coque neuve tient mieux le courant que l'ancienne.",
	"Un second bac doit arriver avant l'été, si le conseil vote la dépense à sa séance du mois prochain.",
}

func TestTheTextThatAFeedCarriesIsRead(t *testing.T) {
	const title = "Le bac reprend la traversée du fleuve"
	want := strings.Join(ferry, "\n\n")
	arabic := []string{
		"استأنفت العبارة رحلاتها صباح الاثنين بعد ثلاثة أسابيع من الإصلاح في ورشة الميناء القديم، وصعد إليها عشرون راكبا مع دراجاتهم.",
		"ووعد المجلس الجماعي برحلة كل ساعة، ما لم تشتد الرياح، وبتذكرة مخفضة لتلاميذ المدارس الواقعة على الضفة اليسرى من النهر.",
		"وقال الربان، وهو يزاول هذه المهنة منذ ثلاثين سنة، إن الهيكل الجديد أثبت أمام التيار من الهيكل القديم الذي صدئ في الشتاء.",
		"وينتظر أن تصل عبارة ثانية قبل الصيف إذا صوت المجلس على نفقاتها في دورة الشهر المقبل، وفق ما جاء في جدول أعماله المنشور.",
	}
	for name, c := range map[string]struct{ title, content, want string }{
		"paragraphs":                    {title, paragraphs(ferry...), want},
		"the title again":               {title, "<h2>" + title + "</h2>" + paragraphs(ferry...), want},
		"what WordPress writes under":   {title, paragraphs(ferry...) + `<p>The post <a href="https://port.test/bac">` + title + `</a> appeared first on <a href="https://port.test">Le Port</a>.</p>`, want},
		"the same in French":            {title, paragraphs(ferry...) + `<p>L’article <a href="https://port.test/bac">` + title + `</a> est apparu en premier sur <a href="https://port.test">Le Port</a>.</p>`, want},
		"the same in Arabic":            {"العبارة تعود إلى النهر", paragraphs(arabic...) + `<p>ظهرت المقالة <a href="https://port.test/bac">العبارة تعود إلى النهر</a> أولاً على <a href="https://port.test">الميناء</a>.</p>`, strings.Join(arabic, "\n\n")},
		"lines without markup":          {title, strings.Join(ferry, "\n\n"), want},
		"lines parted by br":            {title, "<div>" + strings.Join(ferry, "<br><br>") + "</div>", want},
		"a script and a style":          {title, "<style>p{color:red}</style>" + paragraphs(ferry...) + "<script>count('bac')</script>", want},
		"a picture with its caption":    {title, `<figure><img src="/bac.jpg"><figcaption>Le bac à quai</figcaption></figure>` + paragraphs(ferry...), want},
		"a box of the outlet's own":     {title, paragraphs(ferry[:3]...) + `<div class="retirer">À lire ce soir dans nos pages, le récit de la crue.</div>` + paragraphs(ferry[3:]...), want},
		"a text that ends in a word":    {title, paragraphs(append(ferry[:len(ferry):len(ferry)], "Enfin")...), want + "\n\nEnfin"},
		"a text that ends in a murmur…": {title, paragraphs(append(ferry[:5:5], "Et l'on verra bien, avant la fin de l'été…")...), want + "\n\nEt l'on verra bien, avant la fin de l'été…"},
	} {
		source := &sada.Source{Profile: sada.WordPress, Rules: sada.Rules{Body: ".entry-content", Remove: []string{".retirer"}}}
		lead := &sada.Lead{URL: "https://port.test/bac", Title: c.title, Content: c.content, Authors: []string{"Ibn Battouta"},
			Published: sada.Date{Time: noon, Precision: sada.ToSecond, From: sada.FromFeed}}
		a, ok := extract.Carried(lead, extract.Hints{Source: source, Now: noon.Add(time.Hour)})
		if !ok {
			t.Errorf("%s: it is not taken", name)
			continue
		}
		if got := a.Text(); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
		if a.Title != c.title || a.URL != lead.URL || !a.Published.Time.Equal(noon) || a.Published.From != sada.FromFeed || len(a.Authors) != 1 {
			t.Errorf("%s: title %q, address %s, published %v, authors %q", name, a.Title, a.URL, a.Published, a.Authors)
		}
		if a.Confidence > 0.6 || a.Confidence < 0.5 {
			t.Errorf("%s: confidence %v, want at most 0.6", name, a.Confidence)
		}
	}
}

func TestAnExtractIsNoTextThatAFeedCarries(t *testing.T) {
	const title = "Le bac reprend la traversée du fleuve"
	for name, lead := range map[string]sada.Lead{
		"a summary alone":           {Title: title, Summary: strings.Join(ferry, " ")},
		"a short text":              {Title: title, Content: paragraphs(ferry[0], ferry[1])},
		"an omission at its end":    {Title: title, Content: paragraphs(strings.Join(ferry, " ") + " […]")},
		"an omission in dots":       {Title: title, Content: paragraphs(strings.Join(ferry, " ") + " [&#8230;]")},
		"a call to read the rest":   {Title: title, Content: paragraphs(ferry...) + `<p><a href="https://port.test/bac">Lire la suite</a></p>`},
		"a call in Arabic":          {Title: title, Content: paragraphs(ferry...) + `<p><a href="https://port.test/bac">اقرأ المزيد</a></p>`},
		"a call under the omission": {Title: title, Content: paragraphs(strings.Join(ferry, " ")+" [...]") + `<p>The post <a href="https://port.test/bac">` + title + `</a> appeared first on <a href="https://port.test">Le Port</a>.</p>`},
		"no title":                  {Content: paragraphs(ferry...)},
		"links alone":               {Title: title, Content: strings.Repeat(`<p><a href="https://port.test/autre">Un autre titre de la rive gauche, plus long</a></p>`, 20)},
		"markup alone":              {Title: title, Content: strings.Repeat(`<p><img src="/a.jpg"></p>`, 100)},
	} {
		lead.URL = "https://port.test/bac"
		if a, ok := extract.Carried(&lead, extract.Hints{Now: noon}); ok {
			t.Errorf("%s is taken: %q", name, a.Text())
		}
	}
}
