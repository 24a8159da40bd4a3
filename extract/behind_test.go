package extract_test

import (
	"strings"
	"testing"
	"time"

	"sada/extract"
)

// Boxes behind a text, in words and elements of their own: each is no body, and the
// last paragraph before it is.
func TestBoxesBehindTheTextAreNoBody(t *testing.T) {
	last := `<p>Le pont sera rouvert avant la fin de la semaine, a promis la commune.</p>`
	for _, c := range []struct{ name, box, strange string }{
		{"about the author", `<div class="x1"><h4>À propos de l'auteur</h4><p>Jules Verne suit les questions d'eau depuis dix ans et vit à Tinghir.</p></div>`, "depuis dix ans"},
		{"about the author, English", `<section><h3>About the author</h3><p>Jules Verne has covered water for ten years and lives in Tinghir.</p></section>`, "covered water"},
		{"about the author, Arabic", `<div><h3>عن الكاتب</h3><p>ابن بطوطة تتابع قضايا الماء منذ عشر سنوات وتقيم في تنغير.</p></div>`, "قضايا الماء"},
		{"about the author, flat", `<p><strong>À propos de l'auteure</strong></p><p>Jules Verne suit les questions d'eau depuis dix ans et vit à Tinghir.</p>`, "depuis dix ans"},
		{"about the company", `<p><strong>À propos de Vallée Énergie</strong></p><p>Fondée en 1998, Vallée Énergie exploite douze barrages et emploie neuf cents personnes.</p>`, "douze barrages"},
		{"about the company, English", `<h2>About Valley Power</h2><p>Founded in 1998, Valley Power runs twelve dams and employs nine hundred people.</p>`, "twelve dams"},
		{"about the company, Arabic", `<p><b>نبذة عن شركة الوادي</b></p><p>تأسست الشركة سنة 1998 وتدير اثني عشر سدا وتشغل تسعمائة شخص.</p>`, "اثني عشر سدا"},
		{"newsletter", `<div class="k9"><h3>La lettre du matin</h3><p>Inscrivez-vous à notre newsletter pour recevoir chaque matin l'essentiel de l'actualité.</p></div>`, "chaque matin"},
		{"newsletter, English", `<p>Sign up for our newsletter and get the day's stories in your inbox every morning.</p>`, "inbox"},
		{"newsletter, Arabic", `<div><p>اشترك في نشرتنا البريدية لتصلك أهم الأخبار كل صباح.</p></div>`, "كل صباح"},
		{"the app", `<p>Téléchargez notre application sur Google Play et l'App Store pour ne rien manquer.</p>`, "Google Play"},
		{"the app, Arabic", `<p>حمل تطبيق الوادي على هاتفك لمتابعة آخر الأخبار لحظة بلحظة.</p>`, "لحظة بلحظة"},
		{"follow us", `<p>Suivez-nous sur WhatsApp, Facebook et Telegram.</p>`, "Telegram"},
		{"follow us, English", `<p>Follow us on WhatsApp, Facebook and Telegram for breaking news.</p>`, "Telegram"},
		{"follow us, Arabic", `<p>تابعوا آخر أخبار الوادي على واتساب وتلغرام.</p>`, "تلغرام"},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := (&head{}).page()
			page.Body = []byte(strings.Replace(string(page.Body), body+"</div>", body+last+c.box+"</div>", 1))
			a, err := extract.Article(page, extract.Hints{Now: time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)})
			if err != nil {
				t.Fatal(err)
			}
			text := a.Text()
			if strings.Contains(text, c.strange) {
				t.Errorf("the box is body: %q", c.strange)
			}
			if !strings.Contains(text, "avant la fin de la semaine") {
				t.Error("the last paragraph is lost")
			}
		})
	}
}

func TestAHeadingAboutTheMatterStays(t *testing.T) {
	for _, heading := range []string{"À propos de la crue", "About the flood", "About half of it is gone.", "عن الماء"} {
		page := (&head{}).page()
		page.Body = []byte(strings.Replace(string(page.Body), body+"</div>", body+`<h2>`+heading+`</h2><p>Le pont sera rouvert avant la fin de la semaine, a promis la commune.</p></div>`, 1))
		a, err := extract.Article(page, extract.Hints{})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(a.Text(), "avant la fin de la semaine") {
			t.Errorf("%q cuts the text", heading)
		}
	}
}
