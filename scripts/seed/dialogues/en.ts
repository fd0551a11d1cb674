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
        "Could you tell me where my order {order} is? It's the {product}.",
        'I ordered the {product} last week, number {order}. Has it been shipped?',
        'Any news on {order}? I was hoping to wear them on {day}.',
      ),
      agent(
        'Hi {name}, {me} from Colibrí here. Let me look up {order} for you.',
        'Hello {name}! One second, I am checking {order} with the warehouse.',
      ),
      agent(
        'It left our warehouse yesterday with {carrier} and should reach {city} on {day}. Tracking number: {tracking}',
        'Good news: {carrier} picked it up this morning. You can follow it with {tracking}; they plan to deliver on {day}.',
      ),
      customer('Perfect, will somebody have to sign for it?', 'Great. Can they leave it with my neighbour?'),
      agent(
        'A signature is needed, but anyone at {street} can give it.',
        'Yes, just answer the text message from {carrier} and name the neighbour.',
      ),
    ],
  },
  {
    topic: 'size advice',
    queue: 'sales',
    tags: ['size'],
    priority: 'medium',
    lines: [
      customer(
        'I usually wear a {size}. Does the {product} run small?',
        "What size should I take in the {product}? I'm between {size} and {size2}.",
      ),
      agent(
        'Hi {name}! The {product} is a little narrow. Most people who wear a {size} are happier with the {size2}.',
        'Happy to help, {name}. Could you measure your foot from heel to toe? Our chart below tells the rest.',
      ),
      withFile(agent('Here is our size chart.', 'This is the chart, in inches and centimetres.'), 'sizes'),
      customer(
        'My foot is {cm} cm long.',
        "Measured it twice: {cm} cm. And it's quite wide, if that matters.",
      ),
      agent(
        'Then the {size2} it is. If it does not fit, the exchange is free for 30 days.',
        '{cm} cm is exactly our {size2}. I would go for that one.',
      ),
      optional(customer('And is the {color} one in stock in that size?', 'Do you have {size2} in {color}?')),
      optional(
        agent('Yes, three pairs left in {color}.', 'In {color} we have it in our {store} shop and online.'),
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
        "I'd like to return the {product} from order {order}, they're too tight.",
        'The {product} arrived but the color is not for me. How do I send them back? Order {order}.',
      ),
      customer('Only tried them on at home.', 'They are unworn, still in the box.'),
      agent(
        'No problem, {name}. Would you like your money back or another size?',
        'Of course, {name}. Do you prefer a refund or an exchange?',
      ),
      customer('A refund please.', 'If you have the {size2}, I would rather exchange them.'),
      withFile(
        customer('This is how they look now.', 'Photo of the box, as you asked on the website:'),
        'box',
      ),
      agent(
        'Thank you. I have emailed you a label; drop the parcel at any {carrier} point before {day}.',
        'All good. Print the label I just sent and {carrier} collects it at {street} on {day}.',
      ),
      note(
        'Return label sent for {order}, unworn, original box.',
        'Customer sends {order} back, refund {amount} once it arrives.',
      ),
      later(
        agent(
          'Your parcel is back with us, {name}. We have refunded {amount}; banks take two or three days.',
          'We received {order} today and refunded {amount} to your card.',
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
        'Can I get an invoice for {order} in the name of my company?',
        'My accountant needs the invoice for {order}, {amount}. Could you send it here?',
      ),
      agent(
        'Sure, {name}. Which name and tax number should it show?',
        'Certainly! Please send me the company name and address for it.',
      ),
      customer('Brightwater Studio LLC, {street}, {city}', 'Northfield Yoga Inc., {street}, {city}. Thanks!'),
      withFile(agent('Here it is.', 'There you go: {order}, {amount}.'), 'invoice'),
      optional(
        quoting(
          customer(
            'Could you add our purchase order number, PO-{number}?',
            'Small thing: the street number is missing.',
          ),
        ),
      ),
      optional(
        withFile(
          agent('Corrected. Please use this one.', 'Done, the new version replaces the first.'),
          'invoice',
        ),
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
        'The sole of my {product} is coming off after two weeks!',
        "I'm really disappointed. My {product} broke the second time I wore them.",
      ),
      withFile(customer('Look at this', 'This is the left one:'), 'damaged', 'box'),
      agent(
        'I am very sorry, {name}. That should not happen. Do you have the order number or the receipt?',
        "Oh no, that's not what we want you to get from us. Can you send me the receipt, {name}?",
      ),
      withFile(customer('{order}', 'Found it:'), 'receipt'),
      note(
        'Second pair of {product} with this glue problem this month, told the workshop.',
        'Clear production fault. Offered a new pair.',
      ),
      agent(
        'Thank you. We will send you a new pair in {size} today, and you keep the old one.',
        'That is our fault. A new pair goes out today, or I refund {amount}. Which do you prefer?',
      ),
      customer('A new pair would be great.', 'OK, send the new ones. I did like them...'),
      agent(
        'Done: the new order is {order2}. Again, sorry for the trouble.',
        'On its way with {carrier}, {tracking}.',
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
        'My parcel {tracking} has been "out for delivery" for three days now.',
        'You promised {day} and {order} is still not here.',
      ),
      customer('Is it lost?', 'I need them for a wedding this weekend!', 'Can somebody call {carrier}?'),
      agent(
        'That is annoying, {name}, sorry. I am calling {carrier} right now.',
        'I understand, {name}. Give me ten minutes to reach {carrier}.',
      ),
      agent(
        'They had the wrong street number. It comes tomorrow before noon to {street}.',
        'The van broke down in {city}. They will deliver on {day} in the morning, I have it in writing.',
      ),
      optional(note('{carrier} ticket {number}. Call again on {day} if it does not move.')),
      later(customer('They never came...', 'It arrived! A bit wet, but the shoes are fine.')),
      agent(
        'Thanks for telling me, {name}. We have put {amount} of credit in your account.',
        'I have refunded the shipping, {name}. Sorry again for the wait.',
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
        'Are you open on {day}?',
        'Until what time is the {store} shop open today?',
        'Where exactly is your {store} shop?',
      ),
      agent(
        'Yes, from 9 to 8 every day, {name}.',
        'Hi {name}! We are open from 9 am to 8 pm, every day of the week.',
      ),
      withFile(agent('This is how to find us:', 'We are right behind the market, see the map.'), 'map'),
      withPlace(customer(''), {
        latitude: 19.4136,
        longitude: -99.1716,
        name: 'Parque México',
        address: 'Av. México, Hipódromo, CDMX',
      }),
      customer('I am here now, is it far?', 'Coming from there, do I walk?'),
      agent('Six minutes on foot. See you soon!', 'Just down the avenue, the shop with the green door.'),
    ],
  },
  {
    topic: 'wholesale',
    queue: 'sales',
    tags: ['wholesale', 'vip'],
    priority: 'medium',
    lines: [
      customer(
        'I run a small shoe store in {city}. Do you sell to retailers?',
        'We would like about {qty} pairs of the {product} for our shop. Who can I talk to?',
      ),
      agent(
        'You have come to the right place, {name}. From 24 pairs on we give 35 % off the list price.',
        'Very happy to hear that! I look after our partners. Which models are you thinking of?',
      ),
      withFile(agent('Our catalogue for this season:', 'All models and prices are in here.'), 'catalogue'),
      customer(
        'Thanks, I will go through it with my partner.',
        'Nice! How long does delivery of {qty} pairs take?',
      ),
      agent('About two weeks to {city}.', 'We produce in small batches: allow for ten working days.'),
      withCard(customer(''), {
        name: 'Dana Whitlock',
        phones: ['+14155550187'],
        emails: ['dana@whitlock-shoes.example'],
      }),
      customer('This is our buyer, please send her the offer.', 'Dana does the ordering for us.'),
      note(
        'Wholesale lead, {qty} pairs, {city}. Offer until {day}.',
        'Send the offer for {qty} pairs to the buyer.',
      ),
      later(
        quoting(
          customer(
            'We would take {qty} pairs, half of them in {color}.',
            'The offer looks good. When can you start?',
          ),
        ),
      ),
      agent('Wonderful, I am preparing the contract now.', 'Great news! The order form is in your inbox.'),
    ],
  },
  {
    topic: 'wrong item',
    queue: 'returns',
    tags: ['complaint'],
    priority: 'high',
    lines: [
      customer(
        'I got the wrong shoes. I ordered the {product} in {color}.',
        'You sent me a {size2} instead of a {size} (order {order}).',
      ),
      withFile(customer('What was in the box:', 'See for yourself :)'), 'loafer', 'box'),
      agent(
        'Oh dear, that is somebody else’s pair. Sorry, {name}!',
        'Thanks for the photo, {name}. Our mistake, we mixed up two parcels.',
      ),
      agent(
        'The right pair leaves today, and {carrier} takes the wrong one back when they deliver.',
        'I am sending the {product} in {size} with {carrier} today. No need to pay anything.',
      ),
      chosen('button', 'swap-yes', 'Yes, swap them'),
      agent('Perfect, tracking {tracking}.', 'Booked for {day}, between 10 and 1.'),
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
        'My card was charged {amount} but the website says the payment failed.',
        'I cannot pay, it always says "declined". The card works everywhere else.',
      ),
      customer('Did the order go through?', 'Am I charged twice now?'),
      agent(
        'Let me check, {name}. May I have the last four digits of the card?',
        'I am sorry about that, {name}. What time did you try?',
      ),
      customer('{number}', 'About {hour} o’clock. The card ends in {number}.'),
      note(
        'Bank reserved {amount}, released automatically within 48 h. No order created.',
        'Asked the payment provider, ref. {tracking}.',
      ),
      agent(
        'The bank only reserved the money and releases it within two days. You were not charged.',
        'I see it: the bank wanted a confirmation code. Here is a fresh payment link for {amount}: https://pay.colibri.example/{order}',
      ),
      customer('OK, it worked this time.', 'Paid! Can you see it?'),
      agent('Payment received, order {order} is confirmed.', 'Yes, it is here. We are packing {order} now.'),
    ],
  },
  {
    topic: 'appointment',
    queue: 'sales',
    tags: ['store', 'size'],
    priority: 'medium',
    lines: [
      customer(
        'Do you do fittings? I have orthopaedic insoles.',
        'I would like to book a fitting for my daughter in the {store} shop.',
      ),
      agent('We do! Which day suits you, {name}?', 'Gladly. {day} or the day after still have free times.'),
      chosen('list', 'slot-3', '{day}, {hour}:00'),
      agent(
        'You are booked for {day} at {hour}. Please bring the insoles.',
        'Noted: {day} at {hour}, {store} shop, with {me}.',
      ),
      later(customer('Sorry, could we move it by an hour?', 'I am stuck in traffic, ten minutes late!')),
      agent('No problem, see you then.', 'All right, the chair is yours.'),
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
          customer(
            'Do you have these in {size}?',
            'A friend showed me these. Are they yours? I need a {size}.',
          ),
          'boot',
        ),
      ),
      agent(
        'Good taste, {name}! That is our {product}. In {size} we have {color} only.',
        'Yes, that is the {product}. I can hold a {size} in {color} for you until {day}.',
      ),
      withFile(agent('This one:', 'That is how it looks in daylight.'), 'runner'),
      customer('Love it. How much?', 'And what do they cost with shipping to {city}?'),
      agent('{amount}, shipping to {city} included.', 'They are {amount}. From two pairs on, 10 % off.'),
      withFile(customer('', ''), 'voice'),
      agent(
        'Listened to it: yes, we can gift-wrap them. I put a card in, too.',
        'Heard you loud and clear. I am reserving both pairs.',
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
        'Just wanted to say: the {product} are the most comfortable shoes I have ever had!',
        'My {product} arrived today and I am in love.',
      ),
      withFile(customer('Unboxing them with the kids', 'A little video for you'), 'video'),
      agent(
        'You made our day, {name}! May we show this on our page?',
        'Thank you so much, {name}! The whole workshop has seen it.',
      ),
      customer('Sure, go ahead!', 'Of course, just without my name.'),
      withFile(customer(''), 'sticker'),
      agent(
        'Here is a 10 % code for your next pair: THANKS{number}',
        'A small thank-you for you: code HUMMING{number}, 10 % off.',
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
        'I moved! Can {order} go to {street} in {city} instead?',
        'I made a mistake in my address for {order}. It should be {street}, {city}.',
      ),
      agent(
        'It has not left yet, so yes. Is the phone number still right?',
        'Just in time, {name}: I have changed it.',
      ),
      customer('Yes, same number.', 'Great, and could it come after {hour} pm?'),
      agent(
        'Done. {carrier} will send you a time window.',
        'I have left a note for {carrier}, no promise though.',
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
          'Hi! I saw your ad. Is the {product} still 20 % off?',
          'Hello, can I get more info on this?',
        ),
        'Autumn steps: 20 % off',
        'Handmade in Mexico, light as a hummingbird.',
      ),
      agent(
        'Hi {name}! Yes, until {day}. Which size do you need?',
        'Hello {name}! It is, while stocks last. Shall I check your size?',
      ),
      customer('{size}', 'A {size}, in {color} if possible.'),
      agent(
        'In stock. Here is your link: https://colibri.example/s/{number}',
        'We have it! {amount} instead of the full price.',
      ),
      optional(
        withFile(customer('One question, listen to how my old pair sounds. Do yours squeak too?'), 'squeak'),
      ),
      optional(agent('Ha! No, ours are silent. New soles, no squeak.')),
      customer('Ordered!', 'I will think about it tonight.'),
    ],
  },
  {
    topic: 'ready for pickup',
    queue: 'sales',
    tags: ['store'],
    priority: 'low',
    lines: [
      agent(
        'Hi {name}, this is {me} from Colibrí Shoes. Your {product} in {size} are ready at our {store} shop.',
        'Hello {name}! {order} is waiting for you in our {store} shop, every day from 9 to 8.',
      ),
      customer('Great, can my husband collect them?', 'Thanks! I will come on {day}.'),
      agent('Of course, the order number {order} is enough.', 'See you then! Bring the number {order}.'),
      optional(customer('Until when do you keep them?')),
      optional(agent('Two weeks, no hurry.')),
    ],
  },
];

export const english: Phrasebook = {
  dialogues,
  greetings: [
    'Hi!',
    'Hello 👋',
    'Good morning',
    'Hey there',
    'Good afternoon,',
    'Hi Colibrí team',
    'Hello, I have a question.',
    'Hi, hope you are well',
  ],
  nudges: [
    'Is anybody there?',
    'No hurry, just let me know today if you can 🙂',
    'Hello?',
    'By the way, my order number is {order}.',
    'You can also call me after {hour}.',
    'I am in {city}, in case that matters.',
    'Sorry to insist, but I have to decide today.',
    "It's about the {product}, size {size}.",
    'Still waiting :)',
  ],
  thanks: [
    'Thank you, {me}!',
    'Thanks a lot, that was quick.',
    'Great service, thank you 🙏',
    'Perfect, have a good day!',
    'Awesome, thanks {me}',
    'That helps, thank you very much.',
    "Thanks! I'll tell my friends.",
    'You are the best 💚',
    'Ok, thank you. Bye!',
    'Cheers, {me}. See you on {day}.',
  ],
  slots: {
    product: [
      'Coyoacán loafer',
      'Tulum sandal',
      'Colibrí Runner',
      'Oaxaca boot',
      'Roma sneaker',
      'Mérida slip-on',
      'Baja trail shoe',
      'Condesa derby',
    ],
    color: ['navy', 'black', 'sand', 'terracotta', 'forest green', 'white', 'burgundy'],
    city: ['Austin', 'San Francisco', 'Chicago', 'Denver', 'Portland', 'San Diego', 'Miami', 'Toronto'],
    street: [
      '418 Alder Street',
      '27 Harbor Lane',
      '1290 Mission Street',
      '6 Orchard Court',
      '83 Juniper Avenue',
      '511 Lakeview Road',
    ],
    day: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
    carrier: ['DHL', 'FedEx', 'UPS', 'Estafeta'],
    store: ['Condesa', 'Polanco', 'Coyoacán'],
    amount: '$#.00',
    sizes: ['6', '6.5', '7', '7.5', '8', '8.5', '9', '9.5', '10', '10.5', '11'],
  },
};
