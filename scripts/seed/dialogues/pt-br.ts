import {
  agent,
  chosen,
  customer,
  forwarded,
  fromAd,
  later,
  note,
  optional,
  quoting,
  unsupported,
  withCard,
  withFile,
  withPlace,
  type Dialogue,
  type Phrasebook,
} from './dialogue.ts';

const dialogues: Dialogue[] = [
  {
    topic: 'order status',
    queue: 'support',
    tags: ['delivery'],
    priority: 'medium',
    lines: [
      customer(
        'Vocês conseguem ver onde está meu pedido {order}? É o modelo {product}.',
        'Comprei o modelo {product} semana passada, pedido {order}. Já foi enviado?',
        'Queria saber se o {order} chega antes de {day}.',
      ),
      agent(
        'Oi {name}! Aqui é {me}, da Colibrí. Vou verificar o {order}.',
        'Claro, {name}! Só um minutinho, vou falar com o estoque.',
      ),
      agent(
        'Saiu ontem pela {carrier} e deve chegar em {city} na {day}. Código de rastreio: {tracking}',
        'Já está a caminho pela {carrier}. Rastreio {tracking}, previsão para {day}.',
      ),
      customer('Ótimo. O porteiro pode receber?', 'Que rápido! Preciso estar em casa?'),
      agent('Pode sim, qualquer pessoa em {street} pode assinar.', 'Basta alguém assinar o recebimento.'),
    ],
  },
  {
    topic: 'size advice',
    queue: 'sales',
    tags: ['size'],
    priority: 'medium',
    lines: [
      customer(
        'Geralmente uso {size}. O modelo {product} tem forma pequena?',
        'Que numeração vocês indicam no {product}? Fico entre {size} e {size2}.',
      ),
      agent(
        'Oi {name}, a forma é um pouco estreita: a maioria prefere o {size2}.',
        'Com prazer, {name}! Você consegue medir o pé do calcanhar à ponta? Vou mandar a tabela.',
      ),
      withFile(agent('Segue a tabela de medidas.', 'Esta é a tabela, em polegadas e centímetros.'), 'sizes'),
      customer('Deu {cm} cm.', 'Medi duas vezes: {cm} cm, e meu pé é largo.'),
      agent(
        'Então é {size2}. Se não servir, a troca é grátis por 30 dias.',
        'Com {cm} cm o {size2} fica perfeito.',
      ),
      optional(customer('Tem em {color}?', 'E em {color}, ainda tem esse número?')),
      optional(agent('Tem sim, três pares em {color}.', 'Em {color} temos na loja {store} e no site.')),
    ],
  },
  {
    topic: 'return',
    queue: 'returns',
    tags: ['return'],
    priority: 'medium',
    lines: [
      customer(
        'Quero devolver o {product} do pedido {order}, ficou muito apertado.',
        'O {product} chegou, mas não gostei da cor. Como faço para devolver? Pedido {order}.',
      ),
      customer('Só experimentei em casa.', 'Está novo, na caixa.'),
      agent(
        'Sem problema, {name}. Prefere o reembolso ou outro número?',
        'Claro, {name}. Quer trocar ou receber o dinheiro de volta?',
      ),
      customer('O reembolso, por favor.', 'Se tiver {size2}, prefiro trocar.'),
      withFile(customer('Está assim agora.', 'Foto da caixa, como vocês pediram:'), 'box'),
      agent(
        'Obrigado! Mandei a etiqueta por e-mail; é só levar a uma agência da {carrier} até {day}.',
        'Perfeito. A {carrier} retira em {street} na {day}.',
      ),
      note(
        'Etiqueta de devolução enviada, {order}, sem uso e com caixa.',
        'Devolução do {order}. Reembolsar {amount} quando chegar.',
      ),
      later(
        agent(
          'Seu pacote chegou aqui, {name}. Reembolsamos {amount}; o banco leva de dois a três dias.',
          'Recebemos a devolução e estornamos {amount} no seu cartão.',
        ),
      ),
    ],
  },
  {
    topic: 'invoice',
    queue: 'billing',
    tags: ['payment'],
    priority: 'low',
    lines: [
      customer(
        'Preciso da nota fiscal do pedido {order}, por favor.',
        'Minha contadora pediu a nota do {order}, de {amount}. Podem mandar aqui?',
      ),
      agent(
        'Claro, {name}. Pode me passar a razão social e o CNPJ?',
        'Com certeza! Em nome de quem sai a nota?',
      ),
      customer(
        'Ateliê Ipê Amarelo Ltda., {street}, {city}',
        'Padaria Flor do Bairro ME, {street}, {city}. Obrigada!',
      ),
      withFile(agent('Aqui está.', 'Pronto: {order}, {amount}.'), 'invoice'),
      optional(
        quoting(customer('Acho que faltou o CEP.', 'Dá para incluir o pedido de compra PC-{number}?')),
      ),
      optional(
        withFile(agent('Corrigida. Use esta, por favor.', 'Feito, esta substitui a anterior.'), 'invoice'),
      ),
    ],
  },
  {
    topic: 'damaged',
    queue: 'returns',
    tags: ['complaint', 'return'],
    priority: 'high',
    lines: [
      customer(
        'A sola do meu {product} descolou em duas semanas!',
        'Fiquei bem chateada: meu {product} rasgou na segunda vez que usei.',
      ),
      withFile(customer('Olha isso', 'Este é o pé esquerdo:'), 'damaged', 'box'),
      agent(
        'Sinto muito mesmo, {name}. Isso não pode acontecer. Você tem o cupom ou o número do pedido?',
        'Que pena, {name}! Consegue me mandar uma foto do cupom?',
      ),
      withFile(customer('{order}', 'Achei:'), 'receipt'),
      note(
        'Mais um {product} com problema de cola. Avisei a oficina.',
        'Defeito de fabricação. Oferecido par novo.',
      ),
      agent(
        'Obrigado. Hoje mesmo enviamos um par novo no {size}, e não precisa devolver o outro.',
        'O erro foi nosso. Prefere um par novo ou o reembolso de {amount}?',
      ),
      customer('O par novo, porque eu gostava muito.', 'Pode mandar outro par, obrigada.'),
      agent(
        'Feito: o novo pedido é {order2}. Mais uma vez, desculpe.',
        'Já vai pela {carrier}, rastreio {tracking}.',
      ),
    ],
  },
  {
    topic: 'delivery delay',
    queue: 'support',
    tags: ['delivery', 'complaint'],
    priority: 'high',
    lines: [
      customer(
        'Meu pacote {tracking} está há três dias "saiu para entrega" e nada.',
        'Prometeram o {order} para {day} e até agora nada.',
      ),
      customer(
        'Será que extraviou?',
        'Preciso deles para um casamento no sábado!',
        'Alguém pode ligar para a {carrier}?',
      ),
      agent(
        'Que chato, {name}, desculpe. Estou ligando para a {carrier} agora.',
        'Entendo, {name}. Me dá dez minutos que já descubro.',
      ),
      agent(
        'Estavam com o número errado da rua. Chega amanhã antes do meio-dia em {street}.',
        'O caminhão quebrou em {city}. Entregam na {day} de manhã.',
      ),
      optional(note('Protocolo {number} na {carrier}. Ligar de novo na {day}.')),
      later(
        customer('Não passaram aqui...', 'Chegou! A caixa um pouco molhada, mas os sapatos estão ótimos.'),
      ),
      agent(
        'Obrigado por avisar, {name}. Deixamos {amount} de crédito para você.',
        'Estornei o frete, {name}. Desculpe a demora.',
      ),
    ],
  },
  {
    topic: 'opening hours',
    queue: 'sales',
    tags: ['store'],
    priority: 'low',
    lines: [
      customer(
        'Vocês abrem na {day}?',
        'Até que horas a loja {store} fica aberta hoje?',
        'Onde fica a loja {store}? Estou viajando pelo México.',
      ),
      agent('Sim, todos os dias das 9 às 20h, {name}.', 'Oi {name}! Abrimos das 9h às 20h, a semana toda.'),
      withFile(agent('Olha como chegar:', 'Ficamos atrás do mercado, veja o mapa.'), 'map'),
      withPlace(customer(''), {
        latitude: 19.427,
        longitude: -99.1677,
        name: 'Ángel de la Independencia',
        address: 'Paseo de la Reforma, Cuauhtémoc, CDMX',
      }),
      customer('Estou aqui, é longe?', 'Daqui dá para ir a pé?'),
      agent('Quinze minutos a pé. Até já!', 'Dá sim, é a loja da porta verde.'),
    ],
  },
  {
    topic: 'wholesale',
    queue: 'sales',
    tags: ['wholesale', 'vip'],
    priority: 'medium',
    lines: [
      customer(
        'Tenho uma loja de sapatos em {city}. Vocês vendem no atacado?',
        'Queria uns {qty} pares do {product} para revender. Com quem eu falo?',
      ),
      agent(
        'Comigo mesmo, {name}! A partir de 24 pares damos 35 % sobre a tabela.',
        'Que bom! Eu cuido dos revendedores. Quais modelos interessam?',
      ),
      withFile(agent('Segue o catálogo da estação:', 'Aqui estão todos os modelos e preços.'), 'catalogue'),
      customer('Obrigado, vou olhar com meu sócio.', 'Legal! Quanto tempo demora para {qty} pares?'),
      agent('Umas duas semanas até {city}.', 'Produzimos em lotes pequenos: conte dez dias úteis.'),
      withCard(customer(''), {
        name: 'Tatiana Moura',
        phones: ['+5511955551947'],
        emails: ['compras@mouracalcados.example'],
      }),
      customer('Ela é a nossa compradora, mandem a proposta para ela.', 'A Tatiana cuida dos pedidos.'),
      note(
        'Atacado, {qty} pares, {city}. Proposta até {day}.',
        'Mandar proposta de {qty} pares para a compradora.',
      ),
      later(
        quoting(
          customer('Fechamos {qty} pares, metade em {color}.', 'Gostamos da proposta. Quando começamos?'),
        ),
      ),
      agent('Maravilha! Vou preparar o contrato.', 'Que notícia boa! O formulário já está no seu e-mail.'),
    ],
  },
  {
    topic: 'wrong item',
    queue: 'returns',
    tags: ['complaint'],
    priority: 'high',
    lines: [
      customer(
        'Veio o modelo errado. Eu pedi {product} em {color}.',
        'Mandaram {size2} em vez de {size} (pedido {order}).',
      ),
      withFile(customer('Foi isso que veio na caixa:', 'Olha só :)'), 'loafer', 'box'),
      agent(
        'Puxa, esse par é de outra pessoa. Desculpe, {name}!',
        'Obrigado pela foto, {name}. Trocamos dois pacotes, erro nosso.',
      ),
      agent(
        'O par certo sai hoje e a {carrier} recolhe o outro na entrega.',
        'Estou enviando o {product} no {size} hoje pela {carrier}, sem custo.',
      ),
      chosen('button', 'swap-yes', 'Sim, pode trocar'),
      agent('Perfeito, rastreio {tracking}.', 'Agendado para {day}, entre 10h e 13h.'),
      unsupported('reaction'),
    ],
  },
  {
    topic: 'payment failed',
    queue: 'billing',
    tags: ['payment'],
    priority: 'high',
    lines: [
      customer(
        'Cobraram {amount} no cartão, mas o site diz que o pagamento falhou.',
        'Não consigo pagar, sempre aparece "recusado" e o cartão tem limite.',
      ),
      customer('O pedido entrou?', 'Vou ser cobrada duas vezes?'),
      agent(
        'Vou verificar, {name}. Pode me dizer os quatro últimos dígitos?',
        'Desculpe o transtorno, {name}. A que horas você tentou?',
      ),
      customer('{number}', 'Umas {hour}h. O final é {number}.'),
      note(
        'Banco reservou {amount}, libera sozinho em 48 h. Pedido não criado.',
        'Perguntei à operadora, ref. {tracking}.',
      ),
      agent(
        'O banco só reservou o valor e libera em dois dias; não houve cobrança.',
        'Achei: o banco pediu um código. Segue um link novo de {amount}: https://pay.colibri.example/{order}',
      ),
      customer('Agora foi!', 'Paguei por Pix, apareceu aí?'),
      agent(
        'Pagamento recebido, pedido {order} confirmado.',
        'Apareceu sim. Já estamos embalando o {order}.',
      ),
    ],
  },
  {
    topic: 'appointment',
    queue: 'sales',
    tags: ['store', 'size'],
    priority: 'medium',
    lines: [
      customer(
        'Vocês atendem com hora marcada? Uso palmilha ortopédica.',
        'Quero marcar uma prova para minha filha na loja {store}.',
      ),
      agent(
        'Atendemos sim! Que dia fica bom, {name}?',
        'Com prazer. Tenho horário na {day} e no dia seguinte.',
      ),
      chosen('list', 'slot-3', '{day}, {hour}h'),
      agent(
        'Ficou para {day} às {hour}h. Traga as palmilhas, por favor.',
        'Anotado: {day} às {hour}h na loja {store}, com {me}.',
      ),
      later(customer('Desculpe, dá para adiar uma hora?', 'Trânsito parado, chego dez minutos atrasada!')),
      agent('Sem problema, até logo.', 'Tranquilo, seu horário está guardado.'),
    ],
  },
  {
    topic: 'availability',
    queue: 'sales',
    tags: [],
    priority: 'medium',
    lines: [
      forwarded(
        withFile(
          customer('Tem esta no {size}?', 'Recebi esta foto de uma amiga. É de vocês? Preciso do {size}.'),
          'boot',
        ),
      ),
      agent(
        'Bom gosto, {name}! É o {product}. No {size} só tenho em {color}.',
        'É nosso sim, o modelo {product}. Posso reservar o {size} em {color} até {day}.',
      ),
      withFile(agent('Este aqui:', 'Assim fica na luz do dia.'), 'runner'),
      customer('Amei! Quanto custa?', 'E quanto sai com frete para {city}?'),
      agent(
        '{amount} com frete para {city} incluso.',
        'Custa {amount}. Levando dois pares, 10 % de desconto.',
      ),
      withFile(customer('', ''), 'voice'),
      agent(
        'Ouvi seu áudio: embrulhamos para presente sim, com cartão.',
        'Ouvi direitinho. Vou reservar os dois pares.',
      ),
    ],
  },
  {
    topic: 'praise',
    queue: 'support',
    tags: [],
    priority: 'low',
    lines: [
      customer(
        'Só passei para dizer que o {product} é o sapato mais confortável que já tive!',
        'Meu {product} chegou hoje e estou apaixonada.',
      ),
      withFile(customer('Abrindo com as crianças', 'Um videozinho para vocês'), 'video'),
      agent(
        'Você alegrou nosso dia, {name}! Podemos publicar?',
        'Muito obrigado, {name}! A oficina inteira já viu.',
      ),
      customer('Pode sim!', 'Claro, só não coloquem meu nome.'),
      withFile(customer(''), 'sticker'),
      agent(
        'Um cupom de 10 % para o próximo par: OBRIGADO{number}',
        'Um mimo para você: código BEIJAFLOR{number}, 10 % de desconto.',
      ),
    ],
  },
  {
    topic: 'address change',
    queue: 'support',
    tags: ['delivery'],
    priority: 'medium',
    lines: [
      customer(
        'Mudei de casa! Dá para mandar o {order} para {street}, {city}?',
        'Errei o endereço do {order}. O certo é {street}, {city}.',
      ),
      agent('Ainda não saiu, então dá sim. O telefone continua o mesmo?', 'Bem na hora, {name}: já alterei.'),
      customer('Continua.', 'Obrigada! Pode ser depois das {hour}h?'),
      agent(
        'Feito. A {carrier} vai avisar o horário.',
        'Deixei um recado para a {carrier}, mas não garanto.',
      ),
    ],
  },
  {
    topic: 'advertisement',
    queue: 'sales',
    tags: [],
    priority: 'medium',
    lines: [
      fromAd(
        customer(
          'Vi o anúncio de vocês, o {product} ainda está com 20 %?',
          'Olá, posso saber mais sobre isto?',
        ),
        'Passos de outono: 20 % de desconto',
        'Feitos à mão no México, leves como um beija-flor.',
      ),
      agent(
        'Oi {name}! Está sim, até {day}. Qual é o seu número?',
        'Oi {name}! Enquanto durar o estoque. Vejo seu número?',
      ),
      customer('{size}', 'Uso {size}, de preferência em {color}.'),
      agent('Tem sim. Seu link: https://colibri.example/s/{number}', 'Temos! Sai por {amount}.'),
      optional(
        withFile(customer('Uma dúvida, escuta o barulho do meu antigo. O de vocês também faz?'), 'squeak'),
      ),
      optional(agent('Haha, não! Os nossos são silenciosos.')),
      customer('Acabei de pedir!', 'Vou pensar hoje à noite.'),
    ],
  },
  {
    topic: 'ready for pickup',
    queue: 'sales',
    tags: ['store'],
    priority: 'low',
    lines: [
      agent(
        'Oi {name}, aqui é {me}, da Colibrí Shoes. Seu {product} no {size} já está na loja {store}.',
        'Olá {name}! O {order} espera por você na loja {store}, todos os dias das 9h às 20h.',
      ),
      customer('Meu marido pode retirar?', 'Obrigada! Passo na {day}.'),
      agent('Claro, basta o número {order}.', 'Até lá! Traga o número {order}.'),
      optional(customer('Até quando vocês guardam?')),
      optional(agent('Duas semanas, sem pressa.')),
    ],
  },
];

export const portuguese: Phrasebook = {
  dialogues,
  greetings: [
    'Oi!',
    'Olá 👋',
    'Bom dia',
    'Boa tarde',
    'Oi, tudo bem?',
    'Olá, pessoal da Colibrí',
    'Oi gente,',
    'Olá, tenho uma dúvida.',
  ],
  nudges: [
    'Tem alguém aí?',
    'Sem pressa, mas se der hoje agradeço 🙂',
    'Oi?',
    'O número do meu pedido é {order}.',
    'Podem me ligar depois das {hour}h.',
    'Estou em {city}, se fizer diferença.',
    'Desculpe insistir, preciso decidir hoje.',
    'É o {product}, número {size}.',
    'Fico no aguardo!',
  ],
  thanks: [
    'Obrigada, {me}!',
    'Valeu demais, que rapidez.',
    'Ótimo atendimento 🙏',
    'Perfeito, bom dia para vocês!',
    'Muito obrigado {me}, você foi muito gentil.',
    'Ajudou muito, obrigada.',
    'Obrigado! Vou indicar para os amigos.',
    'Vocês são demais 💚',
    'Ok, obrigado. Até mais!',
    'Valeu, {me}. Até {day}.',
  ],
  slots: {
    product: [
      'Mocassim Coyoacán',
      'Chinelo Tulum',
      'Colibrí Runner',
      'Coturno Oaxaca',
      'Tênis Roma',
      'Slip-on Mérida',
      'Baja Trail',
      'Derby Condesa',
    ],
    color: ['azul-marinho', 'preto', 'areia', 'terracota', 'verde-musgo', 'branco', 'vinho'],
    city: [
      'São Paulo',
      'Campinas',
      'Curitiba',
      'Belo Horizonte',
      'Recife',
      'Porto Alegre',
      'Salvador',
      'Florianópolis',
    ],
    street: [
      'Rua das Acácias, 214',
      'Av. Paulista, 1578',
      'Rua Augusta, 902',
      'Alameda Santos, 77',
      'Rua XV de Novembro, 340',
      'Travessa do Sol, 12',
    ],
    day: ['segunda-feira', 'terça-feira', 'quarta-feira', 'quinta-feira', 'sexta-feira'],
    carrier: ['Jadlog', 'Loggi', 'DHL', 'Total Express'],
    store: ['Condesa', 'Polanco', 'Coyoacán'],
    amount: 'R$ #,00',
    sizes: ['34', '35', '36', '37', '38', '39', '40', '41', '42', '43', '44'],
  },
};
