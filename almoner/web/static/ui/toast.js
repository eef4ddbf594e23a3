// The toast of what can be taken back leaves when its time is over; without script it leaves with the next page.
const toast = document.querySelector("[data-left]");

if (toast) setTimeout(() => toast.remove(), Number(toast.dataset.left) * 1000);
