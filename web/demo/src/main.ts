import './style.css';

interface Good {
  name: string;
  note: string;
  price: number;
  image: string;
}

const goods: readonly Good[] = [
  { name: '白磁のマグカップ', note: '直火・電子レンジ対応 / 280ml', price: 2_640, image: 'mug' },
  { name: '真鍮のデスクランプ', note: '3段階調光 / コード1.8m', price: 18_700, image: 'lamp' },
  { name: '帆布のトートバッグ', note: '撥水加工 / A4対応', price: 7_480, image: 'bag' },
  { name: 'オークのスツール', note: '座面高42cm / 耐荷重100kg', price: 15_400, image: 'stool' },
  { name: '手びねりの植木鉢', note: '5号 / 受け皿つき', price: 3_960, image: 'pot' },
  { name: '無垢材の掛け時計', note: '電波時計 / 直径26cm', price: 12_100, image: 'clock' },
];

let inCart = 0;
const yen = new Intl.NumberFormat('ja-JP', { style: 'currency', currency: 'JPY' });
const list = document.getElementById('goods-list');
const count = document.getElementById('cart-count');

for (const good of goods) {
  const item = document.createElement('li');
  item.className = 'good';
  const image = new Image(320, 320);
  image.src = `${import.meta.env.BASE_URL}goods/${good.image}.svg`;
  image.alt = '';
  image.loading = 'lazy';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'カートに入れる';
  button.setAttribute('aria-label', `${good.name}をカートに入れる`);
  button.addEventListener('click', () => {
    inCart++;
    if (count) count.textContent = String(inCart);
    button.textContent = '追加しました';
    setTimeout(() => {
      button.textContent = 'カートに入れる';
    }, 1_500);
  });
  item.append(
    image,
    text('h3', good.name),
    text('p', good.note),
    text('strong', `${yen.format(good.price)}(税込)`),
    button,
  );
  list?.append(item);
}

function text(tag: 'h3' | 'p' | 'strong', content: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = content;
  return element;
}
