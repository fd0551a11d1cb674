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
        '¿Me pueden decir dónde va mi pedido {order}? Es el modelo {product}.',
        'Compré el modelo {product} hace unos días, pedido {order}. ¿Ya salió?',
        'Quisiera saber si {order} llega antes del {day}.',
      ),
      agent(
        '¡Hola {name}! Soy {me}, de Colibrí. Déjame revisar {order}.',
        'Claro que sí, {name}. Un momento, pregunto en el almacén.',
      ),
      agent(
        'Salió ayer por {carrier} y debe llegar a {city} el {day}. Tu guía es {tracking}',
        'Ya va en camino con {carrier}. Guía {tracking}, entrega estimada el {day}.',
      ),
      customer('Muy bien. ¿Lo puede recibir el portero?', '¡Qué rápido! ¿Tengo que estar en casa?'),
      agent('Sí, cualquier persona en {street} puede firmar.', 'Basta con que alguien firme de recibido.'),
    ],
  },
  {
    topic: 'size advice',
    queue: 'sales',
    tags: ['size'],
    priority: 'medium',
    lines: [
      customer(
        'Normalmente calzo {size}. ¿El modelo {product} viene chico?',
        '¿Qué talla me recomiendan en {product}? Estoy entre {size} y {size2}.',
      ),
      agent(
        'Hola {name}, la horma es un poco angosta: casi todos piden media talla más, o sea {size2}.',
        'Con gusto, {name}. ¿Puedes medir tu pie del talón a la punta? Te paso la tabla.',
      ),
      withFile(
        agent('Aquí está la guía de tallas.', 'Esta es la tabla, en pulgadas y centímetros.'),
        'sizes',
      ),
      customer('Mide {cm} cm.', 'Lo medí dos veces y me da {cm} cm, y tengo el empeine alto.'),
      agent(
        'Entonces {size2}. Y si no te queda, el cambio es gratis por 30 días.',
        'Con {cm} cm te va perfecto el {size2}.',
      ),
      optional(customer('¿Lo tienen en {color}?', '¿Y en {color} hay de ese número?')),
      optional(
        agent(
          'Sí, me quedan tres pares en {color}.',
          'En {color} lo tenemos en la tienda de {store} y en línea.',
        ),
      ),
    ],
  },
  {
    topic: 'return',
    queue: 'returns',
    tags: ['return'],
    priority: 'medium',
    lines: [
      customer(
        'Quiero devolver el modelo {product} del pedido {order}, me aprieta mucho.',
        'Ya me llegó {product} pero no me convenció el color. ¿Cómo lo devuelvo? Pedido {order}.',
      ),
      customer('Solo me los probé en la sala.', 'Están nuevos, con todo y caja.'),
      agent(
        'Sin problema, {name}. ¿Prefieres el reembolso u otra talla?',
        'Claro, {name}. ¿Quieres cambio o que te regresemos tu dinero?',
      ),
      customer('El reembolso, por favor.', 'Si hay {size2}, mejor el cambio.'),
      withFile(customer('Así están ahorita.', 'Les mando foto de la caja:'), 'box'),
      agent(
        'Gracias. Te mandé la guía a tu correo; entrégalo en cualquier sucursal de {carrier} antes del {day}.',
        'Perfecto. {carrier} pasa por él a {street} el {day}.',
      ),
      note(
        'Guía de devolución enviada, {order}, sin uso y con caja.',
        'Regresa {order}. Reembolsar {amount} cuando llegue.',
      ),
      later(
        agent(
          'Ya recibimos tu paquete, {name}. Reembolsamos {amount}; el banco tarda de dos a tres días.',
          'Llegó tu devolución y te depositamos {amount}.',
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
        'Necesito factura del pedido {order}, por favor.',
        '¿Me ayudan con la factura de {order}? Fueron {amount}.',
      ),
      agent(
        'Con gusto, {name}. ¿Me pasas tu RFC y razón social?',
        'Claro. ¿A nombre de quién va y con qué uso de CFDI?',
      ),
      customer(
        'Estudio Jacaranda S.A. de C.V., {street}, {city}',
        'Comercializadora Los Tres Robles, {street}, {city}. Gastos en general.',
      ),
      withFile(agent('Aquí la tienes.', 'Listo: {order}, {amount}.'), 'invoice'),
      optional(
        quoting(
          customer('Creo que falta el código postal.', '¿Le pueden agregar la orden de compra OC-{number}?'),
        ),
      ),
      optional(
        withFile(agent('Corregida. Usa esta, por favor.', 'Hecho, esta sustituye a la anterior.'), 'invoice'),
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
        '¡Se me despegó la suela del {product} en dos semanas!',
        'La verdad estoy decepcionada: mi {product} se rompió la segunda vez que lo usé.',
      ),
      withFile(customer('Miren', 'Este es el izquierdo:'), 'damaged', 'box'),
      agent(
        'Lo siento muchísimo, {name}. Eso no debe pasar. ¿Tienes el ticket o el número de pedido?',
        'Qué pena, {name}. ¿Me mandas una foto del ticket?',
      ),
      withFile(customer('{order}', 'Aquí está:'), 'receipt'),
      note(
        'Otro {product} con el mismo problema de pegamento. Avisé al taller.',
        'Defecto de fábrica claro. Se ofrece par nuevo.',
      ),
      agent(
        'Gracias. Hoy mismo te enviamos un par nuevo en {size}; no hace falta que regreses el otro.',
        'Es culpa nuestra. ¿Prefieres un par nuevo o el reembolso de {amount}?',
      ),
      customer('El par nuevo, porque sí me gustaban.', 'Mándenme otro par, gracias.'),
      agent(
        'Listo, el nuevo pedido es {order2}. Otra vez, una disculpa.',
        'Ya va con {carrier}, guía {tracking}.',
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
        'Mi paquete {tracking} lleva tres días "en ruta" y nada.',
        'Me dijeron que {order} llegaba el {day} y sigue sin llegar.',
      ),
      customer('¿Se perdió?', '¡Los necesito para una boda este fin!', '¿Alguien puede llamar a {carrier}?'),
      agent(
        'Qué mala experiencia, {name}. Ahorita mismo llamo a {carrier}.',
        'Te entiendo, {name}. Dame diez minutos y te digo qué pasó.',
      ),
      agent(
        'Traían mal el número de la calle. Llega mañana antes de mediodía a {street}.',
        'Hubo un problema con la unidad en {city}. Entregan el {day} por la mañana.',
      ),
      optional(note('Reporte {number} con {carrier}. Volver a llamar el {day}.')),
      later(customer('Pues nunca pasaron...', '¡Ya llegó! La caja un poco mojada pero los zapatos bien.')),
      agent(
        'Gracias por avisar, {name}. Te dejamos {amount} de saldo a favor.',
        'Te reembolsé el envío, {name}. Mil disculpas por la espera.',
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
        '¿Abren el {day}?',
        '¿Hasta qué hora está abierta hoy la tienda de {store}?',
        '¿Dónde queda exactamente su tienda de {store}?',
      ),
      agent(
        'Sí, todos los días de 9 a 8, {name}.',
        '¡Hola {name}! Abrimos de 9 de la mañana a 8 de la noche, toda la semana.',
      ),
      withFile(agent('Te mando cómo llegar:', 'Estamos atrás del mercado, mira el mapa.'), 'map'),
      withPlace(customer(''), {
        latitude: 19.4326,
        longitude: -99.1332,
        name: 'Zócalo',
        address: 'Plaza de la Constitución, Centro, CDMX',
      }),
      customer('Ando por aquí, ¿está lejos?', 'Desde aquí, ¿me conviene metro?'),
      agent(
        'Son unos veinte minutos en metro. ¡Aquí te esperamos!',
        'Mejor en metro, bajas en la estación y es la puerta verde.',
      ),
    ],
  },
  {
    topic: 'wholesale',
    queue: 'sales',
    tags: ['wholesale', 'vip'],
    priority: 'medium',
    lines: [
      customer(
        'Tengo una zapatería en {city}. ¿Manejan precio de mayoreo?',
        'Me interesan unos {qty} pares de {product} para mi tienda. ¿Con quién lo veo?',
      ),
      agent(
        'Conmigo, {name}. A partir de 24 pares damos 35 % sobre el precio de lista.',
        '¡Qué gusto! Yo atiendo a nuestros distribuidores. ¿Qué modelos te interesan?',
      ),
      withFile(
        agent('Te comparto el catálogo de temporada:', 'Aquí vienen todos los modelos y precios.'),
        'catalogue',
      ),
      customer('Gracias, lo reviso con mi socio.', '¡Muy bien! ¿Cuánto tardan {qty} pares?'),
      agent('Unas dos semanas a {city}.', 'Producimos en lotes chicos: calcula diez días hábiles.'),
      withCard(customer(''), {
        name: 'Rebeca Tovar',
        phones: ['+525555551947'],
        emails: ['compras@zapateriatovar.example'],
      }),
      customer('Ella es mi encargada de compras, mándenle la cotización.', 'Rebeca ve los pedidos conmigo.'),
      note(
        'Prospecto de mayoreo, {qty} pares, {city}. Cotizar antes del {day}.',
        'Mandar cotización de {qty} pares a la encargada de compras.',
      ),
      later(
        quoting(
          customer(
            'Nos quedamos con {qty} pares, la mitad en {color}.',
            'Nos gustó la cotización. ¿Cuándo empezamos?',
          ),
        ),
      ),
      agent('¡Excelente! Preparo el contrato.', '¡Qué buena noticia! Ya está el formato en tu correo.'),
    ],
  },
  {
    topic: 'wrong item',
    queue: 'returns',
    tags: ['complaint'],
    priority: 'high',
    lines: [
      customer(
        'Me llegó otro modelo. Yo pedí {product} en {color}.',
        'Me mandaron {size2} en lugar de {size} (pedido {order}).',
      ),
      withFile(customer('Esto venía en la caja:', 'Vean nada más'), 'loafer', 'box'),
      agent(
        '¡Ay no! Ese par es de alguien más. Una disculpa, {name}.',
        'Gracias por la foto, {name}. Nos equivocamos de paquete.',
      ),
      agent(
        'Hoy sale el correcto y {carrier} recoge el otro al entregar.',
        'Te envío {product} en {size} hoy mismo por {carrier}, sin costo.',
      ),
      chosen('button', 'swap-yes', 'Sí, cámbienlo'),
      agent('Perfecto, tu guía es {tracking}.', 'Agendado para el {day}, entre 10 y 1.'),
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
        'Me cobraron {amount} pero la página dice que falló el pago.',
        'No puedo pagar, siempre sale "rechazada" y la tarjeta sí tiene saldo.',
      ),
      customer('¿Sí quedó el pedido?', '¿Me van a cobrar dos veces?'),
      agent(
        'Déjame revisar, {name}. ¿Me das los últimos cuatro dígitos?',
        'Lamento el inconveniente, {name}. ¿A qué hora lo intentaste?',
      ),
      customer('{number}', 'Como a las {hour}. Termina en {number}.'),
      note(
        'El banco retuvo {amount}, se libera solo en 48 h. No se creó pedido.',
        'Pregunté a la pasarela, ref. {tracking}.',
      ),
      agent(
        'El banco solo retuvo el monto y lo libera en dos días; no es un cargo.',
        'Ya vi: el banco pedía un código. Te dejo una liga nueva por {amount}: https://pay.colibri.example/{order}',
      ),
      customer('Ahora sí pasó.', 'Ya pagué, ¿te aparece?'),
      agent(
        'Pago recibido, tu pedido {order} está confirmado.',
        'Sí, aquí está. Ya estamos empacando {order}.',
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
        '¿Hacen pruebas con cita? Uso plantillas ortopédicas.',
        'Quisiera una cita para mi hija en la tienda de {store}.',
      ),
      agent('¡Sí! ¿Qué día te acomoda, {name}?', 'Con gusto. Tengo lugar el {day} y al día siguiente.'),
      chosen('list', 'slot-3', '{day}, {hour}:00'),
      agent(
        'Quedas el {day} a las {hour}. Trae tus plantillas, por favor.',
        'Anotado: {day} a las {hour} en {store}, con {me}.',
      ),
      later(
        customer('Perdón, ¿se puede recorrer una hora?', '¡Hay mucho tráfico, llego diez minutos tarde!'),
      ),
      agent('No te preocupes, aquí te esperamos.', 'Sin problema, te guardamos el lugar.'),
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
          customer('¿Tienen estas en {size}?', 'Me pasaron esta foto. ¿Son de ustedes? Busco {size}.'),
          'boot',
        ),
      ),
      agent(
        '¡Buen gusto, {name}! Es {product}. En {size} solo me queda en {color}.',
        'Sí, es el modelo {product}. Te puedo apartar el {size} en {color} hasta el {day}.',
      ),
      withFile(agent('Este:', 'Así se ve con luz de día.'), 'runner'),
      customer('Me encantó. ¿Qué precio tiene?', '¿Y cuánto sale con envío a {city}?'),
      agent('{amount} con envío a {city} incluido.', 'Cuesta {amount}. Llevando dos pares, 10 % menos.'),
      withFile(customer('', ''), 'voice'),
      agent(
        'Ya escuché tu audio: sí lo envolvemos para regalo, con tarjeta.',
        'Te escuché perfecto. Aparto los dos pares.',
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
        'Solo quería decirles que {product} es lo más cómodo que he usado.',
        'Hoy me llegó mi {product} y estoy fascinada.',
      ),
      withFile(customer('Abriéndolos con mis hijos', 'Un videíto para ustedes'), 'video'),
      agent(
        '¡Nos alegraste el día, {name}! ¿Lo podemos publicar?',
        '¡Mil gracias, {name}! Ya lo vio todo el taller.',
      ),
      customer('¡Claro, adelante!', 'Sí, nada más sin mi nombre.'),
      withFile(customer(''), 'sticker'),
      agent(
        'Te dejo un 10 % para tu próximo par: GRACIAS{number}',
        'Un detalle para ti: código COLIBRI{number}, 10 % menos.',
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
        'Me cambié de casa. ¿Pueden mandar {order} a {street}, {city}?',
        'Puse mal la dirección de {order}. Es {street}, {city}.',
      ),
      agent(
        'Todavía no sale, así que sí. ¿El teléfono es el mismo?',
        'Justo a tiempo, {name}: ya la cambié.',
      ),
      customer('Sí, es el mismo.', 'Gracias. ¿Puede ser después de las {hour}?'),
      agent(
        'Hecho. {carrier} te va a mandar el horario.',
        'Dejé la nota a {carrier}, aunque no lo garantizan.',
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
        customer('Vi su anuncio, ¿{product} sigue con 20 %?', 'Hola, ¿me dan más información de esto?'),
        'Pasos de otoño: 20 % menos',
        'Hechos a mano en México, ligeros como un colibrí.',
      ),
      agent(
        '¡Hola {name}! Sí, hasta el {day}. ¿Qué talla buscas?',
        '¡Hola {name}! Sí, hasta agotar existencias. ¿Reviso tu número?',
      ),
      customer('{size}', 'Del {size}, de preferencia en {color}.'),
      agent('Sí hay. Tu liga: https://colibri.example/s/{number}', '¡Tenemos! Te queda en {amount}.'),
      optional(withFile(customer('Una duda, oigan cómo rechinan los míos. ¿Los suyos también?'), 'squeak')),
      optional(agent('¡Ja! No, los nuestros no rechinan.')),
      customer('¡Ya lo pedí!', 'Lo pienso hoy en la noche.'),
    ],
  },
  {
    topic: 'ready for pickup',
    queue: 'sales',
    tags: ['store'],
    priority: 'low',
    lines: [
      agent(
        'Hola {name}, soy {me} de Colibrí Shoes. Tu {product} en {size} ya está en la tienda de {store}.',
        '¡Hola {name}! {order} te espera en {store}, todos los días de 9 a 8.',
      ),
      customer('¿Puede pasar mi esposo por él?', '¡Gracias! Paso el {day}.'),
      agent('Claro, con el número {order} basta.', '¡Aquí te esperamos! Trae el número {order}.'),
      optional(customer('¿Hasta cuándo me lo guardan?')),
      optional(agent('Dos semanas, sin prisa.')),
    ],
  },
];

export const spanish: Phrasebook = {
  dialogues,
  greetings: [
    '¡Hola!',
    'Buenos días',
    'Buenas tardes 👋',
    'Hola, ¿qué tal?',
    'Hola, buen día.',
    'Hola equipo Colibrí',
    'Disculpen, una pregunta:',
    'Qué tal, oigan',
  ],
  nudges: [
    '¿Hay alguien?',
    'Sin prisa, pero si pueden hoy mejor 🙂',
    '¿Hola?',
    'Mi número de pedido es {order}, por si ayuda.',
    'Me pueden marcar después de las {hour}.',
    'Estoy en {city}, por si cambia algo.',
    'Perdón que insista, tengo que decidir hoy.',
    'Es el modelo {product}, talla {size}.',
    'Quedo al pendiente.',
  ],
  thanks: [
    '¡Gracias, {me}!',
    'Mil gracias, qué rápido.',
    'Excelente atención 🙏',
    '¡Perfecto! Bonito día.',
    'Muchas gracias {me}, muy amable.',
    'Me sirvió mucho, gracias.',
    '¡Gracias! Los voy a recomendar.',
    'Son lo máximo 💚',
    'Ok, gracias. Hasta luego.',
    'Gracias, {me}. Nos vemos el {day}.',
  ],
  slots: {
    product: [
      'Mocasín Coyoacán',
      'Sandalia Tulum',
      'Colibrí Runner',
      'Botín Oaxaca',
      'Tenis Roma',
      'Alpargata Mérida',
      'Baja Trail',
      'Derby Condesa',
    ],
    color: ['azul marino', 'negro', 'arena', 'terracota', 'verde bosque', 'blanco', 'vino'],
    city: ['Guadalajara', 'Monterrey', 'Puebla', 'Querétaro', 'Mérida', 'León', 'Toluca', 'Oaxaca'],
    street: [
      'Av. Álamos 214',
      'Calle Jacarandas 58',
      'Privada del Sol 7',
      'Insurgentes Sur 1305',
      'Calle 60 núm. 412',
      'Av. Hidalgo 89',
    ],
    day: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado'],
    carrier: ['Estafeta', 'DHL', 'Paquetexpress', 'FedEx'],
    store: ['Condesa', 'Polanco', 'Coyoacán'],
    amount: '$#0.00',
    sizes: ['23', '23.5', '24', '24.5', '25', '25.5', '26', '26.5', '27', '27.5', '28'],
  },
};
