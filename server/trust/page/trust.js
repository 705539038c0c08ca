// Tests, on the device itself, what scanning needs. Every sentence stands in the page; here are only states.

const list = document.querySelector('.lights');
const cameraButton = document.querySelector('#test-camera');

function show(name, state, detail = state) {
  const light = list.querySelector(`[data-light="${name}"]`);
  light.dataset.state = state;
  light.querySelector('.state').textContent = list.getAttribute(`data-word-${state}`);
  light.querySelector('.detail').textContent = light.getAttribute(`data-${detail}`);
}

async function testHttps() {
  if (location.protocol === 'https:') return show('https', 'good');
  if (isSecureContext) return show('https', 'good', 'local');
  try {
    await fetch(`https://${location.host}/trust/ping`, { mode: 'no-cors', cache: 'no-store' });
    show('https', 'good', 'ready');
  } catch {
    show('https', 'bad');
  }
}

// A page reached by clicking through a certificate warning is secure, but gets no service worker.
async function testWorker() {
  if (!isSecureContext) return show('worker', 'wait', 'insecure');
  try {
    const registration = await navigator.serviceWorker.register('/trust/probe-worker.js', { scope: '/trust/probe/' });
    await registration.unregister();
    show('worker', 'good');
  } catch {
    show('worker', 'bad');
  }
}

async function testStorage() {
  if (!isSecureContext) return show('storage', 'wait', 'insecure');
  try {
    const database = await opened(indexedDB.open('trust-probe', 1));
    const write = database.transaction('probe', 'readwrite', { durability: 'strict' });
    write.objectStore('probe').put('kept', 'scan');
    await new Promise((resolve, reject) => {
      write.oncomplete = resolve;
      write.onerror = reject;
      write.onabort = reject;
    });
    database.close();
    indexedDB.deleteDatabase('trust-probe');
    if (await isKeptForGood()) show('storage', 'good');
    else show('storage', 'check', 'at-risk');
  } catch {
    show('storage', 'bad');
  }
}

// The app asks the same of the browser when it starts.
async function isKeptForGood() {
  return (await navigator.storage?.persisted?.()) || ((await navigator.storage?.persist?.()) ?? false);
}

function opened(request) {
  return new Promise((resolve, reject) => {
    request.onupgradeneeded = () => request.result.createObjectStore('probe');
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
    request.onblocked = reject;
  });
}

async function testCamera() {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    for (const track of stream.getTracks()) track.stop();
    show('camera', 'good');
  } catch {
    show('camera', 'bad');
  }
}

function testAll() {
  cameraButton.hidden = !isSecureContext;
  show('camera', 'wait', isSecureContext ? 'wait' : 'insecure');
  testHttps();
  testWorker();
  testStorage();
}

function platform() {
  if (/Android/.test(navigator.userAgent)) return 'android';
  const isIpad = /Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1;
  return isIpad || /iPhone|iPad/.test(navigator.userAgent) ? 'iphone' : 'desktop';
}

document.querySelector(`[data-platform="${platform()}"]`)?.setAttribute('open', '');
document.querySelector('#test-again').addEventListener('click', testAll);
cameraButton.addEventListener('click', testCamera);
testAll();
