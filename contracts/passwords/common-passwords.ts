/**
 * Words that stand alone, with figures around or twice in a row in many passwords that got out: English, Spanish and
 * Portuguese, lower case, letters alone, from the public lists of the most used ones.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `
  abcd account admin administrator alexander alexandra amanda amigos amor amorcito andrea andres angel angelica
  anthony apple argentina asdf asdfgh asdfghjkl ashley august austin autumn babygirl bailey banana baseball
  basketball batman beautiful bemvinda bemvindo bienvenida bienvenido blink boca bogota bolivia brandon brasil
  brasilia bubbles buster butterfly caracas carlos carolina changeit changeme charlie cheese chelsea chile chocolate
  claudia cocacola colibri colombia company computer contrasena contraseña contrasenia cookie corazon corinthians
  cristiano cruzeiro daniel daniela december default demo deusefiel diciembre dragon ecuador eduardo elizabeth
  empresa enero estrella familia family february felicidad felipe fernanda fernando flamengo flower football forever
  freedom friends futbol futebol gabriel gabriela gateway george ginger gloria google gremio guest guitarra hannah
  harley hello hellokitty hottie hunter iloveu iloveyou internet jaguar january jasmine jennifer jessica jesucristo
  jesus jesuscristo johnson jonathan jordan joshua julio justin killer kitten leonardo letmein liberty linkinpark
  liverpool login london lovely loveyou lucky madrid maria mariana marina martin master matrix matthew mexico
  michael michelle mickey midnight miguel minecraft mistress monday monica monkey morgan mustang nacional naruto
  natalia natasha newyork nicole nintendo november october orange palmeiras panama paraguay pass passw passwd
  password passwords patricia patrick pepper peru phoenix playstation pokemon porfavor postgres princesa princesita
  princess prueba qazwsx qazwsxedc qwer qwert qwerty qwertyu qwertyuiop rafael rainbow realmadrid rebecca ricardo
  richard robert roberto root samantha samsung santiago santos saopaulo sarah scooter sebastian secret secreto
  segredo senha senhas september setembro shadow slipknot snoopy soccer sophie spider spiderman spring starwars
  stephanie summer sunday sunflower sunshine superman superstar support system taylor teamo teamomucho temporal
  temporary tequiero test teste tester testing thomas thunder tigger tinkerbell trustno uruguay user usuario
  valentina vanessa vasco venezuela verano victor victoria vinicius virginia welcome welcomeback whatever william
  winter woaini yellow zaq zaqwsx zxcv zxcvbn zxcvbnm zxczxc
  `
    .trim()
    .split(/\s+/),
);

/** Well-known passwords that no rule finds: ten characters and more, lower case. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  0102030405 0147258369 0192837465 1020304050 102030405060 1029384756 1122334455 112233445566 1212312121 1357924680
  1472583690 1478963250 1593572468 1a2b3c4d5e 2468013579 3141592653 3141592654 5544332211 9638527410 a12345678910
  a1b2c3d4e5 a1s2d3f4g5 abretesesamo accountant administracion administrador alejandra1 alejandro1 alexandria
  amordemivida amorzinho1 angelbaby1 angelface1 applepie123 atleticonacional australia1 avengedsevenfold badgirl123
  barcelona1 barcelona10 barcelona123 barranquilla belohorizonte benjamin123 bestfriend bestfriends blackberry
  blueberry123 bocajuniors bubblegum1 buenosaires businessman buttercup1 california callofduty cheesecake chevrolet1
  chickennuggets chivas1234 christina1 christopher cinnamon123 ciudaddemexico clave12345 clave123456 clavesegura
  clubamerica constantinople correcthorse correcthorsebatterystaple costarica1 counterstrike cristopher cruzeiroec
  development diosesamor diosesfiel diosmio123 dragonball dragonballz elsalvador1 encyclopedia engineering
  esmeralda1 esperanza1 euteamo123 euteamo1234 facebook12 facebook123 facebook1234 francisco1 friendsforever
  friendship fuckyou123 fuckyou1234 fuckyouall gameofthrones gingerbread girasol123 godisgood1 godisgreat
  goodgirl123 greenday123 guadalajara guadalupe1 happiness1 happybirthday harrypotter heartbreak heartbreaker
  helloworld holahola12 holaquetal hotstuff123 ihateyou123 iloveyou2much iloveyouforever iloveyouso impossible
  incredible1 independence independent information instagram123 internacional international jacqueline jesusislord
  jesuslovesme jesusteama jesusteamo joseluis123 josemanuel josemaria1 juancarlos juanpablo1 juventus1897 katherine1
  kawasaki123 lamborghini leagueoflegends letmein2me letmeinnow linkedin123 liverpoolfc lollipop123 lordoftherings
  losangeles loveforever loveislove lovelife123 luisfernando manchester manchesterunited margarita1 mariafernanda
  mariajose1 marshmallow maximilian mercedesbenz merrychristmas metallica123 meuamorzinho miamor1234 miclave123
  miclave1234 micontrasena micontraseña miguelangel minhasenha missthang1 mivida1234 montevideo montserrat
  motherfucker motorcycle mychemicalromance myfamily123 mynameis123 mypassword myspace123 newpassword novasenha123
  nuevaclave opensesame peanutbutter philadelphia photography pittsburgh playboy123 portoalegre prettygirl
  professional professor1 puertorico raspberry123 republicadominicana restaurant riodejaneiro riverplate rockandroll
  rocknroll1 sanfrancisco santosfc123 saopaulofc senhaforte senhasegura sexybitch1 skateboard snowboarding
  strawberry sweetheart sweetpea123 teamomuito teamoparasempre technology thepassword tudobem123 twitter123
  unbelievable university vascodagama vivacristorey vivamexico volkswagen volleyball washington watermelon
  whatsapp123 wonderwall worldofwarcraft yourpassword youtube123 z1x2c3v4b5
  `
    .trim()
    .split(/\s+/),
);
