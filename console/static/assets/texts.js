// The page's words in both languages, and the choice between them.

const russian = {
  user: 'Имя', password: 'Пароль', signIn: 'Войти', signOut: 'Выйти', other: 'English',
  waiting: 'Ожидает', nothing: 'Новых заказов нет.', live: 'На связи', lost: 'Нет связи, заказы могут быть не все',
  accept: 'Принять', cancel: 'Отменить', why: 'Причина отмены…', words: 'Какая?',
  guest: 'Гость', phone: 'Телефон', persons: 'Персон', address: 'Адрес', note: 'Примечание', when: 'К времени', asap: 'как можно скорее',
  pickup: 'Самовывоз', delivery: 'Доставка', restaurant: 'Ресторан', source: 'Источник', payment: 'Оплата', total: 'Итого', takenBy: 'Занимается',
  entrance: 'подъезд', floor: 'этаж', apartment: 'кв.', intercom: 'домофон', cancelRequest: 'Источник просит отменить',
  reasons: {
    item_unavailable: 'Нет блюда', kitchen_closed: 'Кухня закрыта', too_busy: 'Слишком много заказов', guest_cancelled: 'Гость отказался',
    guest_unreachable: 'Гость не отвечает', guest_refused_changes: 'Гость не согласен с изменениями', cannot_meet_request: 'Не можем выполнить пожелание',
    address_out_of_area: 'Адрес вне зоны доставки', payment_problem: 'Проблема с оплатой', duplicate: 'Повтор заказа',
    suspected_fraud: 'Подозрение на обман', test_order: 'Проверочный заказ', other: 'Другое',
  },
  problems: {
    unauthorized: 'Неверное имя или пароль, либо сеанс окончен.', forbidden: 'Для этого нет прав.', already_decided: 'Заказ уже решён другим оператором.',
    already_taken: 'Заказом уже занимается другой оператор.', stale_revision: 'Заказ изменился. Посмотрите ещё раз и решите заново.',
    not_allowed_in_status: 'В этом состоянии заказа так нельзя.', unavailable: 'Сервис сейчас недоступен, попробуйте ещё раз.',
    too_many_requests: 'Слишком много попыток, подождите немного.', network: 'Нет связи с сервисом.', internal: 'Что-то сломалось, попробуйте ещё раз.',
  },
};

const english = {
  user: 'Name', password: 'Password', signIn: 'Sign in', signOut: 'Sign out', other: 'Русский',
  waiting: 'Waiting', nothing: 'No new orders.', live: 'Connected', lost: 'Not connected: orders may be missing',
  accept: 'Accept', cancel: 'Cancel', why: 'Why cancel…', words: 'Which?',
  guest: 'Guest', phone: 'Phone', persons: 'Persons', address: 'Address', note: 'Note', when: 'For', asap: 'as soon as possible',
  pickup: 'Pickup', delivery: 'Delivery', restaurant: 'Restaurant', source: 'Source', payment: 'Payment', total: 'Total', takenBy: 'Taken by',
  entrance: 'entrance', floor: 'floor', apartment: 'apt', intercom: 'intercom', cancelRequest: 'The source asks to cancel',
  reasons: {
    item_unavailable: 'Item unavailable', kitchen_closed: 'Kitchen closed', too_busy: 'Too busy', guest_cancelled: 'Guest cancelled',
    guest_unreachable: 'Guest unreachable', guest_refused_changes: 'Guest refused the changes', cannot_meet_request: 'Cannot meet the request',
    address_out_of_area: 'Address out of area', payment_problem: 'Payment problem', duplicate: 'Duplicate',
    suspected_fraud: 'Suspected fraud', test_order: 'Test order', other: 'Other',
  },
  problems: {},
};

const kept = 'orderhatch.language';

let language = localStorage.getItem(kept) === 'en' ? 'en' : 'ru';

export const locale = () => (language === 'en' ? 'en-GB' : 'ru-RU');

export const text = (name) => (language === 'en' ? english : russian)[name];

export function switchLanguage() {
  language = language === 'en' ? 'ru' : 'en';
  localStorage.setItem(kept, language);
}

// Puts the words into every element that names one.
export function translate() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = text(element.dataset.text);
}

// The service's words for a problem, in the page's language where there are any.
export function problemText(problem) {
  return text('problems')[problem.code] ?? problem.detail ?? problem.title ?? text('problems').network ?? 'The service cannot be reached.';
}
