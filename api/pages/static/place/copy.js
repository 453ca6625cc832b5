// Adds a button to each citation that copies it; without scripts the words can be marked and copied.

for (const block of document.querySelectorAll("pre[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  const said = document.createElement("span");
  button.type = "button";
  button.className = "copy";
  button.textContent = `Copy ${block.dataset.copy}`;
  said.className = "unseen";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(block.textContent);
      button.textContent = said.textContent = "Copied";
    } catch {
      button.textContent = said.textContent = "Mark and copy by hand";
    }
    setTimeout(() => { button.textContent = `Copy ${block.dataset.copy}`; said.textContent = ""; }, 2500);
  });
  block.after(button, said);
}
