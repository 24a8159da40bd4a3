package words

import "strings"

// firm reports whether a folded word is known to own the letters that look like
// a particle before it or an ending behind it: لجنة is not ل with جنة.
func firm(w string) bool {
	if firmArabic[w] {
		return true
	}
	for _, end := range firmEndings {
		if stem, ok := strings.CutSuffix(w, end); ok && firmArabic[stem] {
			return true
		}
	}
	return false
}

// firmEndings may stand behind a word of the list.
var firmEndings = []string{
	"ه", "ي", "ا", "ات", "يه", "يا", "ون", "ين", "ان", "يات", "يون", "يين", "تين", "تان", "اتي",
	"ها", "هم", "نا", "تها", "تهم", "ته", "تنا", "يها", "يته", "يتها", "اته", "اتها", "اتهم", "اتنا",
}

// firmArabic are common words of the press and names of places, without their
// ta marbuta, that begin with a letter of a particle, where what stands behind
// it may be a word; and names that end as duals and plurals do. Three letters
// stand here only where they must: with an ending they are soon another word.
var firmArabic = folded(`
وزير وزار وزراء وكيل وكال وكلاء ولاي والي ولاة والد وطن وفود وفاء وفيات وفير وقائع وقاي وقف وقوف وقود واقع
وثيق وثائق وثاق وجه وجوه وجود واجب وجد وجدان وجيه وحد وحيد واحد وادي ودي وداد وديع وداع ودائع ورد ورق
وراء وراث وريث وريد ورود ورزازات وزان وساط وسائل وسيل وسيط وسام واسع وسيم وشيك وشاح وصل وصول وصف وصاي وصيف
واصل وضوح واضح وضوء وظيف وظائف وعود وافق وقاد وقار ولاد وليد ولاء ولوج ونيس واقي واكب
وائل وباء وبائ وتير واعد وافد وافر وارد وازن وهران وساد وليم وجب ورش

فقاع فرعي فروسي فضال فلكي فنان
فلسطين فرنسا فعالي فاعل فوائد فواصل فنادق فصائل فوارق فوضى فائز فائد فقهاء فقيد فلكلور فيدرالي فيضان فاروق فريد فرعون فضائ فلاح فلسف

بحير بوصل بشار بعث بدل بريق بسال بلاغ بارج بصم
بلاد بلدي برقي بلاغ بناء بنيان بني بنوك برنامج برامج برلمان بريد بركان برشيد بنجرير بنسليمان بحوث باحث بحار بيان بيئ بيوت
بطاق بطول بطال بضائع بضاع بداي بديل بقاء باقي بكاء بكالوريا بلاستيك بلجيكا بلوغ بلاط بنان بنات بصر بصير بشير بشار بعيد
بغداد بادر بوادر بارد بارز بارع باطل باكستان بالغ بركات برهان بروتوكول بترول بطاطس بعوض بلال بوليس بلور بهاء بياض بيضاء بورص بوسكور
بوعرف بوجدور بذور بسيط بساط بستان باريس باخر بطيء بقع بقاع بقال بودكاست بيروت بيروقراط بائع بائس بارون برتغال بريطانيا

كابل كابول كهف كعب كنز كسوف كبسول
كتاب كاتب كتل كمال كامل كمي كلام كلم كلي كبير كبار كبرى كثير كثاف كرام كريم كراس كرسي كراء كهرباء كفاء كفاي كفيل كفال كوكب
كواكب كوارث كارث كافي كنيس كنائس كندا كوريا كويت كيان كيفي كيماوي كلاسيك كساد كاريكاتير كورون كشمير كينيا كولومبيا كاميرا كازاخستان
كونغرس كلاب كباش كاشف كاظم كانون كادر كوادر كاميرون كونفدرال كرسيف كلميم كثبان كمين كمام كمان كائن كشاف كؤوس

لقم لحي لوح لحظ لوز لؤلؤ
لجن لجان لقاء لقاح لاعب لاجئ لاحق لازم لافت لائح لوائح لبنان لباس لحوم لحاق لذيذ لسان لطيف لغوي لندن ليبيا ليالي لواء
لوجست لوكسمبورغ ليبرال لياق لقط ليمون لمياء لجوء لحي لدود لفاف لامع لزوم لوازم لاسلكي

سليمان مهرجان اصفهان واشنطن فيديو راديو كونغو سيناريو يونيو يوليو رونالدو
`)

// place reports whether a word is a name of the list, with or without the article.
func place(w string) bool { return places[w] || places[strings.TrimPrefix(w, "ال")] }

// places are names that end as plurals and duals do, without the article.
var places = folded(`
خميسات امارات تمارات بنزرت فرات رباط كويت تاونات تيسات سطات تافراوت تارجيست تادلات مونات اغادير اكادير سيدات
تطوان بركان وزان سلوان جرسيفين بحرين فلبين صين ارجنتين برلين دبلن لبنان سودان ايران عمان يونان باكستان افغانستان كردستان
ابين لاذقيتين رافدين حسيمات دارين قلعيين سطيف تلمسان وهران اسوان حلوان نجران شعبان عدوان دوران جيزان بيسان جولان عجلون حرمون صيدون
`)

// land reports whether a word ends in يا as a name of a land or of a science
// does, and not as an adjective in the accusative.
func land(w string) bool {
	return strings.HasSuffix(w, "يا") && (lands[w] || lands[strings.TrimPrefix(w, "ال")] || strings.HasSuffix(w, "لوجيا") || strings.HasSuffix(w, "غرافيا"))
}

var lands = folded(`
روسيا ليبيا سوريا تركيا اسبانيا ايطاليا المانيا بريطانيا اوكرانيا نيجيريا اثيوبيا كينيا تنزانيا غينيا غامبيا موريتانيا استراليا
اندونيسيا ماليزيا كوريا سلوفاكيا سلوفينيا صربيا بلغاريا رومانيا هنغاريا كرواتيا لاتفيا ليتوانيا استونيا كولومبيا بوليفيا افريقيا
اسيا ناميبيا زامبيا اريتريا ليبيريا ارمينيا جورجيا البانيا مقدونيا زكريا كاليفورنيا كاتالونيا سيبيريا بكالوريا مافيا ملاريا هستيريا
`)

// firmLatin are French words whose s, x or e is their own, where another word
// or name stands without it.
var firmLatin = folded(`
paris cours pays fils bras mars avis temps corps repas bois puis mois trois dans sans plus moins fois choix voix prix paix
porte carte course france partie marie marine medecine seine pointe plante sortie loire crise bourse chaire paire trame droite
monte ponte rente vente pente tente trente reine graine banque annee armee duree musee portee entree vallee
malaise
arretee citee communiquee relevee exposee traitee resumee enoncee procedee libellee encadree corrigee cotee concentree combinee meublee
contenue revenue suivie vecue
appelle rappelle recelle appuie ennuie essuie emploie essaie balaie paie relaie parie oublie defie trie plie replie soucie cimente
alimente complimente documente experimente reglemente fragmente segmente pigmente fermente tourmente argente accidente signale regale
etale decline dessine destine patine jardine bassine vaccine chagrine ravine mouline plane aimante biaise boise toise deserte concerte gaine
traine entraine freine motive fleure pleure
commune fonds index tribune lune fortune plainte crainte attente entente descente
`)

// names are given names and places that look like the feminine or the plural of
// another word; in small letters they may be that.
var names = folded(`
martine pascale francoise danielle gabrielle michelle joelle marcelle murielle raphaelle christiane fabienne julienne lucienne adrienne
vivienne valentine justine clementine augustine celestine claudine pauline blandine emmanuelle noelle germaine sylvaine emilienne aurelienne
sebastienne micheline florentine constantine albertine philippine josephine
cannes rennes nantes londres bruges athenes genes naples versailles valenciennes limoges vannes arles nimes troyes bruxelles seychelles
maldives bermudes canaries vosges ardennes landes hyeres beziers poitiers angers evreux bordeaux roubaix meaux bayeux montreux lourdes
chartres castres antibes bourges sarcelles nevers philippines charles georges jacques jules gilles hugues
`)

func folded(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[Fold(w)] = true
	}
	return all
}
