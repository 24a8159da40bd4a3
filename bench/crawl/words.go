package main

import (
	"fmt"
	"strings"
)

// The two languages of the pages: words that join, and words that are built of
// a beginning, a stem and an end, some thousands of forms each, so that a text
// is as hard to compress and to fold as one that was written.
var (
	arabic = lexicon{
		joins:  strings.Fields("خلال بعد قبل عند على في من إلى مع هذا هذه الذي التي كما أن بين حول منذ وقال وأكد وأوضح وأضاف سنة شهر يوم مليون درهم"),
		begins: strings.Fields("- - ال ال و ب ل لل وال بال كال ف"),
		stems:  strings.Fields("حكوم مدين مشروع جماع برنامج طريق ميناء فلاح تعليم صح مجلس وزار مواطن منطق تنمي استثمار تقدم انطلاق افتتاح دور لقاء خط ماء سد موسم سوق قطاع شباب نساء جه إقليم محل وطن جديد كبير مهم تدبير تكوين تشغيل سكن نقل بيئ رياض ثقاف سياح صناع تجار مال قانون إدار"),
		ends:   strings.Fields("- - ة ة ات ين ون ي ية ها هم"),
	}
	french = lexicon{
		joins:  strings.Fields("le la les une des du pendant après avant selon dans avec pour cette ces qui que a sur entre depuis afin dont plus leur ses aux million dirhams"),
		begins: strings.Fields("- - - re dé pré inter sur"),
		stems:  strings.Fields("projet ville conseil commun programm rout port agricultur enseign sant ministèr région développ investiss indiqu précis ajout soulign anné moi jour avanc lanc ouvr session rencontr plan eau barrag saison march secteur jeun femm provinc local national nouvel grand import gestion form emploi log transport environn sport cultur tourism industri commerc financ loi administr"),
		ends:   strings.Fields("- e es é ée ement s er ant ation ations eur ique"),
	}
)

type lexicon struct{ joins, begins, stems, ends []string }

func (s *sheet) word() string {
	pick := func(of []string) string {
		if w := of[s.r.IntN(len(of))]; w != "-" {
			return w
		}
		return ""
	}
	if s.r.IntN(5) < 2 {
		return pick(s.text.joins)
	}
	return pick(s.text.begins) + pick(s.text.stems) + pick(s.text.ends)
}

func (s *sheet) words(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s.word())
	}
	return b.String()
}

// sentences writes text with the references and the inline elements that
// editors leave in it.
func (s *sheet) sentences(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s.words(4 + s.r.IntN(7)))
		switch s.r.IntN(9) {
		case 0:
			fmt.Fprintf(&b, " &laquo;&nbsp;%s&nbsp;&raquo;", s.words(5))
		case 1:
			fmt.Fprintf(&b, " <strong>%s</strong>", s.words(3))
		case 2:
			fmt.Fprintf(&b, ` <a href="%s?utm_source=interne&amp;utm_medium=lien" target="_blank" rel="noopener">%s</a>`, pagePath(s.r.IntN(pagesPerHost)), s.words(3))
		case 3:
			b.WriteString("&nbsp;: " + s.words(2) + "&rsquo;" + s.words(2))
		}
		b.WriteString(" " + s.words(4+s.r.IntN(6)) + ".")
	}
	return b.String()
}
