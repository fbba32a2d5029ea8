document.getElementById("sommario").focus();
